import { useEffect, useState } from 'react';
import { type QrDrawing, drawQr } from './qr-drawing';
import './styles/qr-code.css';

export { drawQr } from './qr-drawing';

const QUIET = 4;

/** A QR code, black on white in every theme: cameras don't read it the other way round. */
export function QrCode({ words, label }: { words: string; label: string }) {
  const [drawing, setDrawing] = useState<QrDrawing | null>(null);
  useEffect(() => {
    let isWanted = true;
    void drawQr(words).then((done) => isWanted && setDrawing(done));
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
