import { PersonPick, useUnitOptions } from '#engines/roster/web';
import { Button, formatMoney, useCan } from '#ui';
import { type Column, type Filter, ListPage, useOpened } from '#ui/desktop';
import { useState } from 'react';
import { type DuesCharge, chargeStates, exportDuesCharges, listDuesCharges } from '../../dues/contract';
import { MoneyDialog } from './money-dialog';
import { Sections } from './sections';
import { StatementDrawer } from './statement-drawer';
import { useDuesTexts, useMonthOptions, useMonthWords } from './texts';

function useColumns(): readonly Column<DuesCharge>[] {
  const t = useDuesTexts();
  const words = useMonthWords();
  const money = (key: 'due' | 'collected' | 'arrears' | 'exempt'): Column<DuesCharge> => ({
    ...{ key, label: t(`exports.columns.${key}`), isNumber: true },
    cell: (row) => formatMoney(row[key]),
  });
  return [
    { key: 'name', label: t('exports.columns.name'), cell: (row) => row.person.name },
    { key: 'number', label: t('exports.columns.number'), cell: (row) => row.person.staffNumber },
    { key: 'unit', label: t('exports.columns.unit'), cell: (row) => row.unit.name },
    { key: 'month', label: t('exports.columns.month'), cell: (row) => words(row.month) },
    {
      ...{ key: 'base', label: t('exports.columns.base'), isNumber: true },
      cell: (row) => (row.base === null ? '—' : formatMoney(row.base)),
    },
    ...(['due', 'collected', 'arrears', 'exempt'] as const).map(money),
    {
      ...{ key: 'why', label: t('exports.columns.why') },
      cell: (row) => (row.exemptBy === null ? '' : t(`exemptBy.${row.exemptBy}`)),
    },
  ];
}

/** What each member owes for a month; the row opens the member's own account, where money is taken in. */
export default function ChargesPage() {
  const t = useDuesTexts();
  const may = useCan();
  const opened = useOpened('person');
  const [isTaking, setTaking] = useState(false);
  const [payer, setPayer] = useState<{ id: string; name: string } | null>(null);
  const filters: readonly Filter[] = [
    { name: 'month', label: t('exports.columns.month'), kind: 'select', options: useMonthOptions() },
    { name: 'unitId', label: t('exports.columns.unit'), kind: 'select', options: useUnitOptions() },
    {
      ...{ name: 'state', label: t('pages.stateLabel'), kind: 'tabs' },
      options: chargeStates.map((value) => ({ value, label: t(`states.${value}`) })),
    },
  ];
  return (
    <>
      <ListPage
        head={{
          title: t('pages.title'),
          acts: may('membership.dues.collect') ? (
            <Button icon="plus" kind="main" onClick={() => setTaking(true)}>
              {t('pages.money.receipt')}
            </Button>
          ) : null,
        }}
        endpoint={listDuesCharges}
        exports={exportDuesCharges}
        filters={filters}
        columns={useColumns()}
        keyOf={(row) => row.id}
        toOf={(row) => opened.addressOf(row.person.id)}
        above={<Sections here="charges" />}
        empty={{ title: t('pages.none'), text: t('pages.noneAdvice') }}
      />
      {opened.id ? <StatementDrawer id={opened.id} onClose={opened.close} /> : null}
      {isTaking ? (
        <MoneyDialog
          kind="receipt"
          person={payer}
          picker={
            <PersonPick
              label={t('exports.columns.name')}
              name={payer?.name ?? ''}
              onPick={setPayer}
              onClear={() => setPayer(null)}
            />
          }
          onClose={() => (setTaking(false), setPayer(null))}
        />
      ) : null}
    </>
  );
}
