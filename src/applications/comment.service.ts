import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { CommentDraft, CommentView } from '#libs/contracts/application';
import { newId } from '#libs/kernel/ids';
import { transaction } from '#libs/persistence/transaction';
import type { Person } from '../access/actor';
import { allow } from '../access/allow';
import { standingFor, subjectOf } from './application.standing';

const SHOWN = 200;

/** Internal comments: those of one organisation are read by its own members only. */
@Injectable()
export class Comments {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async list(me: Person, applicationId: string): Promise<{ items: CommentView[] }> {
    const standing = await standingFor(this.db.manager, me, applicationId);
    allow(me, 'application:comment', subjectOf(standing));
    return { items: await this.read(this.db.manager, me, applicationId) };
  }

  async add(me: Person, applicationId: string, { body }: CommentDraft): Promise<{ items: CommentView[] }> {
    return transaction(this.db, async (tx) => {
      const standing = await standingFor(tx, me, applicationId);
      allow(me, 'application:comment', subjectOf(standing));
      await tx.query(
        `insert into application_comment (id, application_id, organisation_id, author_account_id, body)
         values ($1, $2, $3, $4, $5)`,
        [newId(), applicationId, me.current?.organisationId, me.accountId, body],
      );
      return { items: await this.read(tx, me, applicationId) };
    });
  }

  private async read(tx: EntityManager, me: Person, applicationId: string): Promise<CommentView[]> {
    const rows = await tx.query<(Omit<CommentView, 'at' | 'mine'> & { at: Date; authorId: string })[]>(
      `select c.id, a.name as author, c.author_account_id as "authorId", c.body, c.created_at as at
       from application_comment c join account a on a.id = c.author_account_id
       where c.application_id = $1 and c.organisation_id = $2 order by c.created_at desc, c.id desc limit $3`,
      [applicationId, me.current?.organisationId, SHOWN],
    );
    return rows.reverse().map(({ authorId, at, ...row }) => ({
      ...row,
      mine: authorId === me.accountId,
      at: at.toISOString(),
    }));
  }
}
