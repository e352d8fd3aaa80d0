import type { PdfTemplate } from '#kernel';

/** A certificate as it is framed: A4 lying, in the words of Chinese certificates; one page each. */
export const certificateTemplate: PdfTemplate = {
  source: `
#let data = json(bytes(sys.inputs.data))
#let red = rgb("#b3261e")
#set document(title: data.title)
#set page(paper: "a4", flipped: true, margin: 0pt)
#set text(font: "Noto Serif SC", lang: "zh", fill: rgb("#1d1b1a"))
#for row in data.rows {
  page({
    place(center + horizon, rect(width: 269mm, height: 182mm, stroke: 2.4pt + red, radius: 2mm))
    place(center + horizon, rect(width: 262mm, height: 175mm, stroke: 0.6pt + red, radius: 1.4mm))
    place(top + center, dy: 30mm, text(size: 44pt, fill: red, tracking: 0.5em, data.heading))
    place(top + left, dx: 42mm, dy: 66mm, block(width: 213mm, {
      set par(leading: 1.15em, justify: false)
      text(size: 24pt, row.name + data.colon)
      v(8mm)
      par(first-line-indent: (amount: 2em, all: true), text(size: 21pt, row.body))
      v(6mm)
      par(first-line-indent: (amount: 2em, all: true), text(size: 21pt, data.close))
    }))
    place(bottom + left, dx: 42mm, dy: -32mm, text(size: 11pt, fill: rgb("#6b6764"), data.numbered + row.number))
    place(bottom + right, dx: -42mm, dy: -30mm, align(center, {
      set par(leading: 0.9em)
      text(size: 17pt, data.issuer)
      linebreak()
      text(size: 15pt, data.day)
    }))
  })
}
`,
};
