export interface QrDrawing {
  readonly size: number;
  readonly path: string;
}

/** One square a dark module, row by row. The library comes only with the first code that is drawn. */
export async function drawQr(words: string): Promise<QrDrawing> {
  const { create } = await import('qrcode');
  const { modules } = create(words, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let at = 0; at < modules.data.length; at += 1) {
    if (modules.data[at]) path += `M${at % modules.size} ${Math.floor(at / modules.size)}h1v1h-1z`;
  }
  return { size: modules.size, path };
}
