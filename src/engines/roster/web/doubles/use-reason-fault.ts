import { useUiTexts } from '#ui';

const SHORTEST = 2;

/** Says what to write where a reason is missing or says nothing. */
export function useReasonFault() {
  const ui = useUiTexts();
  return (reason: string) => (reason.trim().length >= SHORTEST ? undefined : ui('field.missing'));
}
