import type { ReviewRow } from '../../../contract';
import { Button, Icon } from '#ui';
import { useWords } from '../../words';
import { planWords } from '../../words';
import { type ContentDraft, contentOf, draftOf } from './content-draft';
import { contentOfRow } from './row-content';

/** Somebody else has changed the row meanwhile: both versions side by side, and a knowing choice. */
export function ConflictPanel(props: { row: ReviewRow; mine: ContentDraft; onTheirs: () => void; onMine: () => void }) {
  const { t, target, days } = useWords();
  const { row, mine } = props;
  const read = contentOf(mine, contentOfRow(row));
  const own = 'content' in read ? read.content : null;
  const theirs = draftOf(row, row.officerName);
  const lines = [
    { label: t('form.title'), theirs: row.title, mine: mine.title },
    { label: t('form.kind'), theirs: t(`kind.${row.kind}`), mine: t(`kind.${mine.kind}`) },
    {
      label: t('form.window'),
      theirs: join(theirs.words, days(row.window)),
      mine: join(mine.words, days(own?.window ?? null)),
    },
    { label: t('form.target'), theirs: target(row.target), mine: own ? target(own.target) : '' },
    { label: t('form.people'), theirs: theirs.people, mine: mine.people },
    { label: t('form.officer'), theirs: theirs.officerName, mine: mine.officerName },
    { label: t('form.nextStep'), theirs: theirs.nextStep, mine: mine.nextStep },
  ].filter((line) => line.theirs !== line.mine);
  return (
    <div className="plan-conflict" role="alert">
      <div className="row">
        <span className="c-late">
          <Icon name="late" />
        </span>
        <b>{t('review.changedMeanwhile')}</b>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{t('review.field')}</span>
            </th>
            <th scope="col">{t('review.theirs')}</th>
            <th scope="col">{t('review.mine')}</th>
          </tr>
        </thead>
        <tbody {...planWords}>
          {lines.map((line) => (
            <tr key={line.label}>
              <th scope="row">{line.label}</th>
              <td>{line.theirs || '—'}</td>
              <td>{line.mine || '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="row">
        <Button size="sm" onClick={props.onTheirs}>
          {t('review.takeTheirs')}
        </Button>
        <Button size="sm" onClick={props.onMine}>
          {t('review.overwrite')}
        </Button>
      </div>
    </div>
  );
}

const join = (words: string, days: string) => [words, days].filter(Boolean).join(' · ');
