import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { cell, csv } from './csv';

describe('a file for spreadsheets', () => {
  it.each(['=1+1', '+33 6', '-2', '@SUM(A1)', '\t=1', ' =1', '\r=1', '＝1'])('never lets %j be a formula', (text) => {
    expect(cell(text).replace(/^"/, '')).toMatch(/^'/);
  });

  it('keeps numbers as numbers and nothing as nothing', () => {
    expect(
      csv([
        ['Nom', 'Tarif'],
        ['Léa ; "dev"', 480],
        ['', null],
      ]),
    ).toBe('\ufeffNom;Tarif\r\n"Léa ; ""dev""";480\r\n;\r\n');
  });

  it('is read back as it was written, whatever people write', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 3, maxLength: 3 }), { minLength: 1 }),
        (rows) => {
          const read: string[][] = parse(csv(rows), { delimiter: ';', bom: true, recordDelimiter: '\r\n' });
          expect(read.map((row) => row.map((text) => text.replace(/^'/, '')))).toEqual(
            rows.map((row) => row.map((text) => text.replace(/^'/, ''))),
          );
        },
      ),
    );
  });
});
