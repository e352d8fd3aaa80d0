import { useEffect, useState } from 'react';
import './styles/qr-code.css';

interface Drawing {
  readonly size: number;
  readonly path: string;
}

/** One square a dark module, row by row. The library comes only with the first code that is drawn. */
async function draw(words: string): Promise<Drawing> {
  const { create } = await import('qrcode');
  const { modules } = create(words, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let at = 0; at < modules.data.length; at += 1) {
    if (modules.data[at]) path += `M${at % modules.size} ${Math.floor(at / modules.size)}h1v1h-1z`;
  }
  return { size: modules.size, path };
}

const QUIET = 4;

/** A QR code, black on white in every theme: cameras don't read it the other way round. */
export function QrCode({ words, label }: { words: string; label: string }) {
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  useEffect(() => {
    let isWanted = true;
    void draw(words).then((done) => isWanted && setDrawing(done));
    return () => {
      isWanted = false;
    };
  }, [words]);
  const size = (drawing?.size ?? 33) + 2 * QUIET;
  return (
    <svg
      className="qr"
      viewBox={`${-QUIET} ${-QUIET} ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect x={-QUIET} y={-QUIET} width={size} height={size} fill="#ffffff" />
      <path d={drawing?.path ?? ''} fill="#000000" />
    </svg>
  );
}
