import { type IconName, iconDrawings, markDrawing } from './icon-drawings';

/** An icon beside words; one that stands alone gets its name from the control around it. */
export function Icon({ name, size }: { name: IconName; size?: 's' | 'l' | 'xl' }) {
  const drawing = { __html: iconDrawings[name] };
  return (
    <svg
      className={size ? `i ${size}` : 'i'}
      viewBox="0 0 16 16"
      aria-hidden="true"
      dangerouslySetInnerHTML={drawing}
    />
  );
}

/** The mark of the product: a salt heap on its line. */
export function Mark({ size = 26 }: { size?: number }) {
  const drawing = { __html: markDrawing };
  return <svg width={size} height={size} viewBox="0 0 26 26" aria-hidden="true" dangerouslySetInnerHTML={drawing} />;
}
