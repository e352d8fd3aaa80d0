import { type PlanSummary, getReportDocument } from '../../contract';
import { call } from '#ui';
import { saveFile } from '#ui/desktop';
import { useState } from 'react';
import { usePlanTexts } from '../texts';

/** Fetches the year-end report as a Word document and saves it. */
export function useReportFile(plan: PlanSummary, asOf?: string) {
  const t = usePlanTexts();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const save = async (): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    setError(null);
    try {
      const query = asOf ? { asOf } : {};
      const blob = await call(getReportDocument, { params: { planId: plan.id }, query });
      saveFile(blob, `${t('report.fileName', { year: plan.year })}.docx`);
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    } finally {
      setBusy(false);
    }
  };
  return { save, isBusy, error, forget: () => setError(null) };
}
