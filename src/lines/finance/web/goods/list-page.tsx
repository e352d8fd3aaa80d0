import { formatFen } from '#kernel/contract';
import { listBooks } from '#engines/ledger/contract';
import { FormDialog, UnitPick } from '#engines/roster/web';
import { Button, Card, Checkbox, EmptyState, Field, Link, Select, TextInput, ToneTag, formatDay, showToast } from '#ui';
import { useAct, useCall, useCan, useLanguage, useRows, useScope, useUiTexts } from '#ui';
import { type Column, Drawer, ListPage, Table, useOpened } from '#ui/desktop';
import { useState } from 'react';
import { type GoodsCheck, type GoodsRow, addGoods, checkGoods } from '../../goods/contract';
import { exportGoods, goodsKinds, listGoods } from '../../goods/contract';
import { EntryLink, Sum, asFen } from './pieces';
import { useGoodsTerms, useGoodsTexts } from './texts';

type Kind = (typeof goodsKinds)[number];

/** Books of union funds, for whoever may read books at all. */
function useFunds() {
  const may = useCan();
  const books = useRows(listBooks, { query: { limit: 100 } }, { enabled: may('ledger.book.read') });
  return books.rows.filter((book) => book.kind === 'union_funds' && book.closedOn === null);
}
type Funds = ReturnType<typeof useFunds>;

function AddDialog({ funds, onClose }: { funds: Funds; onClose: () => void }) {
  const t = useGoodsTexts();
  const terms = useGoodsTerms();
  const ui = useUiTexts();
  const first = funds[0];
  const [values, setValues] = useState({
    ...{ bookId: first?.id ?? '', unitId: first?.unit.id ?? '', name: '', measure: '', isDivisible: false },
    kind: 'consumable' as Kind,
  });
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(addGoods, {
    changes: [listGoods],
    onDone: () => (showToast(t('form.saved')), onClose()),
  });
  const set = (patch: Partial<typeof values>) => setValues((before) => ({ ...before, ...patch }));
  const missing = (value: string) => (isTried && value.trim() === '' ? ui('field.missing') : undefined);
  const submit = (): boolean => {
    setTried(true);
    const { name, measure, unitId, bookId } = values;
    if ([name, measure, unitId, bookId].some((one) => one.trim() === '')) return false;
    void act({ body: { ...values, name: name.trim(), measure: measure.trim() } });
    return true;
  };
  return (
    <FormDialog {...{ title: t('add'), submit: t('form.save'), error, isBusy: isUnderWay, onSubmit: submit, onClose }}>
      <Field label={t('book')} fault={missing(values.bookId)}>
        <Select
          options={funds.map((book) => ({ value: book.id, label: `${book.name}（${book.unit.name}）` }))}
          value={values.bookId}
          onChange={(event) => set({ bookId: event.target.value })}
        />
      </Field>
      <Field label={t('form.unit')} fault={missing(values.unitId)}>
        <UnitPick value={values.unitId} onChange={(unitId) => set({ unitId })} />
      </Field>
      <Field label={t('form.name')} fault={missing(values.name)}>
        <TextInput
          maxLength={60}
          placeholder={t('form.nameExample')}
          value={values.name}
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      <Field label={t('form.kind')} width="half">
        <Select
          options={goodsKinds.map((one) => ({ value: one, label: terms(`kinds.${one}`) }))}
          value={values.kind}
          onChange={(event) => set({ kind: event.target.value as Kind })}
        />
      </Field>
      <Field label={t('form.measure')} width="half" fault={missing(values.measure)}>
        <TextInput
          maxLength={10}
          placeholder={t('form.measureExample')}
          value={values.measure}
          onChange={(event) => set({ measure: event.target.value })}
        />
      </Field>
      <Checkbox
        label={t('form.isDivisible')}
        checked={values.isDivisible}
        onChange={(event) => set({ isDivisible: event.target.checked })}
      />
    </FormDialog>
  );
}

/** The goods behind what names no entry; there each movement can be given its own. */
function Bare({ check }: { check: GoodsCheck }) {
  const t = useGoodsTexts();
  type Row = GoodsCheck['bare'][number];
  const columns: readonly Column<Row>[] = [
    {
      ...{ key: 'name', label: t('form.name') },
      cell: ({ id, name, unitName }) => (
        <Link to={`/finance/goods/${id}`}>
          <span lang="zh-CN">{`${name}（${unitName}）`}</span>
        </Link>
      ),
    },
    { key: 'moves', label: t('check.moves'), isNumber: true, cell: (row) => row.moves },
    { key: 'amount', label: t('check.register'), isNumber: true, cell: (row) => <Sum fen={row.amount} /> },
  ];
  return (
    <section className="col g8">
      <h3 className="t15">{t('check.noEntry')}</h3>
      <Table label={t('check.noEntry')} columns={columns} rows={check.bare} keyOf={(row) => row.id} />
    </section>
  );
}

function Difference({ check, onClose }: { check: GoodsCheck; onClose: () => void }) {
  const t = useGoodsTexts();
  type Row = GoodsCheck['rows'][number];
  const columns: readonly Column<Row>[] = [
    {
      ...{ key: 'entry', label: t('check.entry') },
      cell: ({ entry }) => (entry === null ? t('check.noEntry') : <EntryLink entry={entry} words={entry.words} />),
    },
    { key: 'balance', label: t('check.balance'), isNumber: true, cell: (row) => <Sum fen={row.balance} /> },
    { key: 'register', label: t('check.register'), isNumber: true, cell: (row) => <Sum fen={row.register} /> },
    { key: 'difference', label: t('check.difference'), isNumber: true, cell: (row) => <Sum fen={row.difference} /> },
  ];
  const title = `${t('check.difference')} ${formatFen(asFen(check.difference))}`;
  return (
    <Drawer title={title} size="wide" onClose={onClose}>
      <div className="col g16">
        {check.rows.length === 0 ? (
          <EmptyState title={t('check.even')} />
        ) : (
          <Table label={title} columns={columns} rows={check.rows} keyOf={(row) => row.entry?.id ?? 'none'} />
        )}
        {check.bare.length > 0 ? <Bare check={check} /> : null}
      </div>
    </Drawer>
  );
}

/** What the stores of a book hold beside its account today. */
function Check({ bookId }: { bookId: string }) {
  const t = useGoodsTexts();
  const language = useLanguage();
  const opened = useOpened('side');
  const check = useCall(checkGoods, { params: { id: bookId } }).data;
  if (check?.book.id !== bookId) return null;
  const isEven = asFen(check.difference) === 0n;
  const sums = [
    [t('check.balance'), check.balance],
    [t('check.register'), check.register],
    [t('check.difference'), check.difference],
  ] as const;
  return (
    <Card
      title={`${t('check.title')} · ${check.book.name}`}
      note={t('check.on', { day: formatDay(check.on, language) })}
    >
      <div className="fg-check">
        <ToneTag tone={isEven ? 'kept' : 'late'}>{t(isEven ? 'check.agree' : 'check.differs')}</ToneTag>
        <dl>
          {sums.map(([label, fen]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <Sum fen={fen} />
              </dd>
            </div>
          ))}
        </dl>
        <Button size="sm" onClick={() => opened.open('both')}>
          {t('check.open')}
        </Button>
      </div>
      {opened.id ? <Difference check={check} onClose={opened.close} /> : null}
    </Card>
  );
}

/** Goods in the stores within reach. */
export default function GoodsListPage() {
  const t = useGoodsTexts();
  const terms = useGoodsTerms();
  const may = useCan();
  const { unitId } = useScope();
  const funds = useFunds();
  const [isAdding, setAdding] = useState(false);
  const columns: readonly Column<GoodsRow>[] = [
    { key: 'name', label: terms('columns.name'), cell: (row) => <span lang="zh-CN">{row.name}</span> },
    { key: 'kind', label: terms('columns.kind'), cell: (row) => terms(`kinds.${row.kind}`) },
    { key: 'unit', label: terms('columns.unit'), cell: (row) => <span lang="zh-CN">{row.unit.name}</span> },
    {
      ...{ key: 'onHand', label: terms('columns.onHand'), isNumber: true },
      cell: (row) => (
        <span className="nw">
          {row.onHand} <span lang="zh-CN">{row.measure}</span>
        </span>
      ),
    },
    { key: 'value', label: terms('columns.value'), isNumber: true, cell: (row) => <Sum fen={row.value} /> },
    {
      ...{ key: 'state', label: t('item.counts') },
      cell: (row) => (row.isCounted ? <ToneTag tone="late">{t('item.counting')}</ToneTag> : null),
    },
  ];
  const acts =
    may('finance.goods.account') && funds.length > 0 ? (
      <Button kind="main" icon="plus" onClick={() => setAdding(true)}>
        {t('add')}
      </Button>
    ) : null;
  return (
    <>
      <ListPage
        head={{ title: terms('title'), acts }}
        endpoint={listGoods}
        request={unitId ? { query: { unitId } } : {}}
        exports={exportGoods}
        filters={[
          { name: 'search', label: t('search'), kind: 'words' },
          {
            ...{ name: 'kind', label: terms('columns.kind'), kind: 'tabs' },
            options: goodsKinds.map((one) => ({ value: one, label: terms(`kinds.${one}`) })),
          },
        ]}
        columns={columns}
        keyOf={(row) => row.id}
        toOf={(row) => `/finance/goods/${row.id}`}
        above={funds[0] ? <Check bookId={funds[0].id} /> : null}
        empty={{ title: t('none'), text: t('noneAdvice') }}
      />
      {isAdding ? <AddDialog funds={funds} onClose={() => setAdding(false)} /> : null}
    </>
  );
}
