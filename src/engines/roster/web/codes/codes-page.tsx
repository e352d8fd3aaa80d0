import { type AccessRow, type CodeSlip, accessStates, listAccess } from '../../codes/contract';
import { Button, formatDay, useLanguage, useScope, useSearch } from '#ui';
import { type Column, type Filter, ListPage } from '#ui/desktop';
import { useState } from 'react';
import { useUnitOptions } from '../pieces/use-unit-options';
import { MakeCodeDialog, RevokeCodeDialog, UnitCodesDialog } from './code-dialogs';
import { SlipSheet } from './slip-sheet';
import { useCodeTexts } from './texts';

type Doing = { act: 'make' | 'revoke'; row: AccessRow } | { act: 'unit' } | null;

function CodeCell({ code }: Pick<AccessRow, 'code'>) {
  const t = useCodeTexts();
  const language = useLanguage();
  if (code === null) return <span className="dim">{t('noCode')}</span>;
  return (
    <>
      {t(`purposes.${code.purpose}`)}{' '}
      <span className={code.state === 'open' ? 'dim t13' : 'c-late t13'}>
        {t(`codeStates.${code.state}`, { day: formatDay(code.lastDay, language) })}
      </span>
    </>
  );
}

function useColumns(onDo: (doing: Doing) => void): readonly Column<AccessRow>[] {
  const t = useCodeTexts();
  const acts = (row: AccessRow) => (
    <span className="row g4">
      {row.abilities.invite || row.abilities.reset ? (
        <Button size="sm" onClick={() => onDo({ act: 'make', row })}>
          {t(row.hasAccount ? 'reset' : 'invite')}
        </Button>
      ) : null}
      {row.abilities.revoke ? (
        <Button size="sm" kind="text" onClick={() => onDo({ act: 'revoke', row })}>
          {t('revoke')}
        </Button>
      ) : null}
    </span>
  );
  return [
    { key: 'name', label: t('name'), cell: (row) => row.name },
    { key: 'number', label: t('number'), cell: (row) => row.staffNumber },
    { key: 'unit', label: t('unit'), cell: (row) => row.unitName },
    {
      key: 'account',
      label: t('account'),
      cell: (row) => (row.hasAccount ? t('has') : <span className="dim">{t('hasNot')}</span>),
    },
    { key: 'code', label: t('code'), cell: (row) => <CodeCell code={row.code} /> },
    { key: 'acts', label: t('acts'), cell: acts },
  ];
}

/** Who can sign in already and who holds a slip; slips are made here, for one person or a whole unit. */
export default function CodesPage() {
  const t = useCodeTexts();
  const [search] = useSearch();
  const { unitId } = useScope();
  const options = useUnitOptions();
  const [doing, setDoing] = useState<Doing>(null);
  const [slips, setSlips] = useState<readonly CodeSlip[]>([]);
  const columns = useColumns(setDoing);
  if (slips.length > 0) return <SlipSheet slips={slips} onDone={() => setSlips([])} />;
  const filters: readonly Filter[] = [
    { name: 'search', label: t('find'), kind: 'words' },
    { name: 'unitId', label: t('unit'), kind: 'select', options },
    {
      name: 'state',
      label: t('stateFilter'),
      kind: 'tabs',
      options: accessStates.map((value) => ({ value, label: t(`states.${value}`) })),
    },
  ];
  const scope = unitId && !search.unitId ? { query: { unitId } } : {};
  const close = (): void => setDoing(null);
  const show = (made: readonly CodeSlip[]): void => {
    close();
    setSlips(made);
  };
  const printUnit = (
    <Button kind="main" icon="print" onClick={() => setDoing({ act: 'unit' })}>
      {t('printUnit')}
    </Button>
  );
  return (
    <>
      <ListPage
        head={{ title: t('title'), note: t('note'), acts: printUnit }}
        endpoint={listAccess}
        request={scope}
        filters={filters}
        columns={columns}
        keyOf={(row) => row.personId}
        empty={{ title: t('none'), text: t('noneAdvice') }}
      />
      {doing?.act === 'make' ? <MakeCodeDialog row={doing.row} onSlips={show} onClose={close} /> : null}
      {doing?.act === 'revoke' ? <RevokeCodeDialog row={doing.row} onClose={close} /> : null}
      {doing?.act === 'unit' ? (
        <UnitCodesDialog unitId={search.unitId ?? unitId ?? ''} onSlips={show} onClose={close} />
      ) : null}
    </>
  );
}
