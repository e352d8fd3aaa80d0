import { expect, test } from 'vitest';
import { writePdf } from './write-pdf';

const template = {
  source: `#set page(width: 10cm, height: 6cm)
#set text(font: "Noto Serif SC")
#let data = json(bytes(sys.inputs.data))
#for name in data.names [#page[#name]]`,
};
const pagesOf = (pdf: Uint8Array) =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type\s*\/Page\b/g)?.length ?? 0;

test('a PDF holds a page for each row, with its font inside, and is the same every time', async () => {
  const pdf = await writePdf(template, { names: ['王小芳', '阿依古丽·买买提'] }, '2024-03-08');
  expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
  expect(pagesOf(pdf)).toBe(2);
  expect(Buffer.from(pdf).toString('latin1')).toMatch(/NotoSerifSC/);
  expect(await writePdf(template, { names: ['王小芳', '阿依古丽·买买提'] }, '2024-03-08')).toEqual(pdf);
});

test('what people typed is data, never source: signs of the language are printed, not obeyed', async () => {
  const pdf = await writePdf(template, { names: ['#pagebreak()', '] #panic("x") [', '"} $ \\ `'] }, '2024-03-08');
  expect(pagesOf(pdf)).toBe(3);
});

test('a template that is wrong fails, it doesn’t print half a page', async () => {
  await expect(writePdf({ source: '#let' }, {}, '2024-03-08')).rejects.toThrow();
});
