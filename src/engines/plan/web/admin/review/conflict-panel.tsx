import type { CommitmentContent, ReviewRow } from '../../../contract';
import { Button, Icon, formatMoment, useLanguage, useToday } from '#ui';
import '../../styles/conflict.css';
import { planWords, useWords } from '../../words';
import { type ContentDraft, contentOf, draftOf } from './content-draft';

interface ConflictProps {
  theirs: CommitmentContent;
  officerName: string | null;
  /** Who changed it and when. */
  changed: ReviewRow['changed'];
  mine: ContentDraft;
  onTheirs: () => void;
  onMine: () => void;
}

/** Somebody else has changed it meanwhile: who, when, both versions side by side, and a knowing choice. */
export function ConflictPanel(props: ConflictProps) {
  const { t } = useWords();
  const language = useLanguage();
  const today = useToday();
  const { changed } = props;
  const lines = useDifferences(props);
  return (
    <div className="plan-conflict" role="alert">
      <div className="row">
        <span className="c-late">
          <Icon name="late" />
        </span>
        <b>
          {changed
            ? t('review.changedBy', { name: changed.byName, at: formatMoment(changed.at, language, today) })
            : t('review.changedMeanwhile')}
        </b>
      </div>
      {lines.length === 0 ? <p>{t('review.sameWords')}</p> : <Differences lines={lines} />}
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

function Differences({ lines }: { lines: ReturnType<typeof useDifferences> }) {
  const { t } = useWords();
  return (
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
  );
}

/** What reads otherwise in the two versions; lists and days as they are shown in the form. */
function useDifferences({ theirs, officerName, mine }: ConflictProps) {
  const { t, target, days } = useWords();
  const read = contentOf(mine, theirs);
  const own = 'content' in read ? read.content : null;
  const now = draftOf(theirs, officerName);
  const plain = (name: 'people' | 'units' | 'themes' | 'organisers' | 'members' | 'nextStep' | 'officerName') => ({
    theirs: now[name],
    mine: mine[name],
  });
  const series = (draft: ContentDraft) => [draft.seriesName, draft.edition].filter(Boolean).join(' ');
  return [
    { label: t('form.title'), theirs: theirs.title, mine: mine.title },
    { label: t('form.kind'), theirs: t(`kind.${theirs.kind}`), mine: t(`kind.${mine.kind}`) },
    {
      label: t('form.window'),
      theirs: join(now.words, days(theirs.window)),
      mine: join(mine.words, days(own?.window ?? null)),
    },
    { label: t('form.target'), theirs: target(theirs.target), mine: own ? target(own.target) : '' },
    { label: t('form.series'), theirs: series(now), mine: series(mine) },
    { label: t('form.people'), ...plain('people') },
    { label: t('form.units'), ...plain('units') },
    { label: t('form.organisers'), ...plain('organisers') },
    { label: t('form.members'), ...plain('members') },
    { label: t('commitment.themes'), ...plain('themes') },
    { label: t('form.unit'), theirs: now.unitId, mine: mine.unitId, isHidden: true },
    { label: t('form.officer'), ...plain('officerName') },
    { label: t('form.measure'), theirs: now.measure, mine: mine.measure, isHidden: true },
    { label: t('form.nextStep'), ...plain('nextStep') },
  ]
    .filter((line) => line.theirs !== line.mine)
    .map((line) => ('isHidden' in line ? { ...line, theirs: t('review.isOther'), mine: t('review.isMine') } : line));
}

const join = (words: string, days: string) => [words, days].filter(Boolean).join(' · ');
