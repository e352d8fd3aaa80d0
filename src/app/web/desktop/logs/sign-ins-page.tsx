import { type SignInRow, exportSignIns, listSignIns, refusedOutcomes, signInOutcomes } from '#kernel/contract';
import { formatMoment, useLanguage, useToday } from '#ui';
import { type Column, type Filter, ListPage } from '#ui/desktop';
import { browserName } from '../../account/browser-name';
import { useLogTexts } from './texts';

/** Everybody who came to the door, let in or not, the latest first. */
export default function SignInsPage() {
  const t = useLogTexts();
  const language = useLanguage();
  const today = useToday();
  const columns: readonly Column<SignInRow>[] = [
    { key: 'at', label: t('at'), cell: (row) => formatMoment(row.at, language, today) },
    { key: 'username', label: t('username'), cell: (row) => row.username },
    { key: 'name', label: t('name'), cell: (row) => row.name ?? <span className="dim">—</span> },
    {
      key: 'outcome',
      label: t('signIns.outcome'),
      cell: (row) => <span className={refusedOutcomes.has(row.outcome) ? 'c-refuse' : undefined}>{row.words}</span>,
    },
    { key: 'address', label: t('signIns.address'), cell: (row) => row.address ?? '—' },
    { key: 'device', label: t('signIns.device'), cell: (row) => browserName(row.userAgent) ?? '—' },
  ];
  const filters: readonly Filter[] = [
    { name: 'account', label: t('signIns.find'), kind: 'words' },
    {
      name: 'outcome',
      label: t('signIns.outcome'),
      kind: 'select',
      options: signInOutcomes.map((value) => ({ value, label: t(`outcomes.${value}`) })),
    },
    { name: 'address', label: t('signIns.address'), kind: 'words' },
    { name: 'on', label: t('day'), kind: 'day' },
  ];
  return (
    <ListPage
      head={{ title: t('signIns.title'), note: t('signIns.note') }}
      endpoint={listSignIns}
      filters={filters}
      columns={columns}
      exports={exportSignIns}
      keyOf={(row) => row.id}
      empty={{ title: t('signIns.none') }}
    />
  );
}
