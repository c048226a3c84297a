import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { OfferDraft, Price } from '#libs/contracts/engagement';
import { useSpeech } from '../../../app/words';
import { FormDialog } from '../../../ui/dialog';
import { useSending } from '../../../ui/sending';
import { postMove, useMoved } from '../applications-api';
import type { MoveDialogProps } from './move-dialog';
import styles from './moves.module.css';

/** The employer’s offer: sending it signs it. The server’s field paths are those of the draft. */
export function OfferDialog({ application, close }: MoveDialogProps) {
  const { w, f } = useSpeech();
  const words = w.applications.offer;
  const moved = useMoved();
  const form = useForm({
    initialValues: {
      message: '',
      terms: {
        price: {
          kind: 'DAILY' as Price['kind'],
          dailyRate: String(application.proposedRate ?? ''),
          days: '',
          total: '',
        },
        startsOn: application.availableFrom ?? '',
        endsOn: '',
        placeName: application.mission.placeName ?? '',
        deliverables: '',
        noticeDays: '15',
        paymentDelayDays: '30',
        confidentiality: true,
      },
    },
  });
  const sending = useSending(form, async ({ message, terms: { price, ...terms } }, key) => {
    const draft: OfferDraft = {
      message,
      terms: {
        ...terms,
        remoteMode: null,
        ipClause: '',
        noticeDays: Number(terms.noticeDays),
        paymentDelayDays: Number(terms.paymentDelayDays),
        price:
          price.kind === 'DAILY'
            ? { kind: 'DAILY', dailyRate: Number(price.dailyRate), days: Number(price.days) }
            : { kind: 'FIXED', total: Number(price.total) },
      },
    };
    await postMove(application.id, 'offer', draft, key);
    await moved('offer');
    close();
  });
  const { price } = form.getValues().terms;
  const total = price.kind === 'DAILY' ? Number(price.dailyRate) * Number(price.days) : Number(price.total);
  const field = (name: 'startsOn' | 'endsOn' | 'placeName' | 'noticeDays' | 'paymentDelayDays' | 'deliverables') =>
    form.getInputProps(`terms.${name}`);
  return (
    <FormDialog title={w.applications.move.offer} action={words.send} {...{ sending, close }}>
      <div className={styles.pair}>
        <NativeSelect
          label={words.kind}
          {...form.getInputProps('terms.price.kind')}
          data={Object.entries(words.kinds).map(([value, label]) => ({ value, label }))}
        />
        {price.kind === 'DAILY' ? (
          <>
            <Amount label={words.dailyRate} max={10_000} step={5} {...form.getInputProps('terms.price.dailyRate')} />
            <Amount label={words.days} max={1000} step={0.5} {...form.getInputProps('terms.price.days')} />
          </>
        ) : (
          <Amount label={words.total} max={10_000_000} step={1} {...form.getInputProps('terms.price.total')} />
        )}
      </div>
      <p role="status">{total > 0 ? words.totalIs(f.euros(total)) : null}</p>
      <div className={styles.pair}>
        <TextInput type="date" label={words.startsOn} required withAsterisk={false} {...field('startsOn')} />
        <TextInput type="date" label={words.endsOn} required withAsterisk={false} {...field('endsOn')} />
      </div>
      <Textarea label={words.deliverables} autosize minRows={2} maxLength={4000} {...field('deliverables')} />
      <div className={styles.pair}>
        <TextInput label={words.place} maxLength={120} {...field('placeName')} />
        <Amount label={words.notice} max={90} step={1} {...field('noticeDays')} />
        <Amount label={words.payment} max={60} step={1} {...field('paymentDelayDays')} />
      </div>
      <Checkbox label={words.confidentiality} {...form.getInputProps('terms.confidentiality', { type: 'checkbox' })} />
      <Textarea
        label={w.applications.dialog.message}
        autosize
        minRows={2}
        maxLength={2000}
        {...form.getInputProps('message')}
      />
      {total >= VIGILANCE_FROM ? <p>{words.vigilance}</p> : null}
    </FormDialog>
  );
}

/** From this total the law asks for the freelancer’s certificates (Code du travail, art. D8222-5). */
const VIGILANCE_FROM = 5000;

function Amount(props: React.ComponentProps<typeof TextInput>) {
  return <TextInput type="number" inputMode="decimal" min={0} required withAsterisk={false} {...props} />;
}
