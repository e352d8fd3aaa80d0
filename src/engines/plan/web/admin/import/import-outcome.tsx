import { Button, ButtonLink, CallFailed, Note, messageOf, useUiTexts } from '#ui';
import { usePlanTexts } from '../../texts';
import type { ImportWork } from './use-import';

/** What has become of the document: under way, refused with what to do, already here, or taken in. */
export function ImportOutcome({ work }: { work: ImportWork }) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const { name, error, answer } = work;
  if (name !== null) {
    return (
      <section className="card plan-import-busy" role="status">
        <span>{t('import.reading', { name })}</span>
        <div className="plan-busy" aria-hidden="true">
          <i />
        </div>
      </section>
    );
  }
  if (error) {
    return (
      <Note kind="refuse">
        <b>{t('import.refused')}</b>
        <br />
        {messageOf(error, say)}
        {error instanceof CallFailed ? (
          <div>
            <Button size="sm" icon="because" onClick={work.again}>
              {say('failed.again')}
            </Button>
          </div>
        ) : null}
      </Note>
    );
  }
  if (answer === null || answer.outcome === 'imported') return null;
  const words = answer.outcome === 'already_here' ? t('import.alreadyHere') : t('import.updated', { ...answer });
  return (
    <Note>
      <span className="row wrap g12">
        <b>{words}</b>
        <ButtonLink size="sm" to={`/plan/${answer.planId}/review`}>
          {t('import.goReview')}
        </ButtonLink>
        <ButtonLink size="sm" to={`/plan/${answer.planId}`}>
          {t('import.goPlan')}
        </ButtonLink>
      </span>
    </Note>
  );
}
