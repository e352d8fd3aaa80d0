import { formatFen } from '#kernel/contract';
import { Button, Card, EmptyState, Link, Skeleton, ToneTag, formatDay, useCall, useLanguage } from '#ui';
import { type Column, Drawer, Table, useOpened } from '#ui/desktop';
import { type CheckedSide, checkAssets } from '../../assets/contract';
import { EntryLink, Sum, asFen, useLabel } from './pieces';
import { useAssetTerms, useAssetTexts } from './texts';

function Side({ label, side, onOpen }: { label: string; side: CheckedSide; onOpen: () => void }) {
  const t = useAssetTexts();
  const isEven = asFen(side.difference) === 0n;
  return (
    <Card title={label} acts={<ToneTag tone={isEven ? 'kept' : 'late'}>{t(isEven ? 'agree' : 'differs')}</ToneTag>}>
      <dl>
        <dt>
          {t('bookSays')} {side.code}
        </dt>
        <dd>
          <Sum fen={side.book} />
        </dd>
        <dt>{t('cardsSay')}</dt>
        <dd>
          <Sum fen={side.register} />
        </dd>
        <dt>{t('difference')}</dt>
        <dd className={isEven ? undefined : 'c-late b'}>
          <Sum fen={side.difference} />
        </dd>
      </dl>
      <Button size="sm" onClick={onOpen}>
        {t('openDifference')}
      </Button>
    </Card>
  );
}

/** The cards behind what names no entry. */
function Bare({ side }: { side: CheckedSide }) {
  const t = useAssetTexts();
  const numberOf = useLabel();
  type Row = CheckedSide['bare'][number];
  const columns: readonly Column<Row>[] = [
    {
      ...{ key: 'card', label: t('bareCard') },
      cell: ({ id, number, name }) => (
        <Link to={`/finance/assets/${id}`}>
          {numberOf(number)} <span lang="zh-CN">{name}</span>
        </Link>
      ),
    },
    { key: 'amount', label: t('bareAmount'), isNumber: true, cell: (row) => <Sum fen={row.amount} /> },
  ];
  const title = t('bareCards', { count: side.bareCount });
  return (
    <section className="col g8">
      <h3 className="t15">{title}</h3>
      <Table label={title} columns={columns} rows={side.bare} keyOf={(row) => row.id} />
      {side.bareCount > side.bare.length ? (
        <p className="dim t13">{t('bareMore', { count: side.bare.length })}</p>
      ) : null}
    </section>
  );
}

function Difference({ label, side, onClose }: { label: string; side: CheckedSide; onClose: () => void }) {
  const t = useAssetTexts();
  type Row = CheckedSide['rows'][number];
  const columns: readonly Column<Row>[] = [
    {
      ...{ key: 'entry', label: t('entry') },
      cell: ({ entry }) => (entry === null ? t('noEntry') : <EntryLink entry={entry} words={entry.words} />),
    },
    { key: 'book', label: t('bookSays'), isNumber: true, cell: (row) => <Sum fen={row.book} /> },
    { key: 'register', label: t('cardsSay'), isNumber: true, cell: (row) => <Sum fen={row.register} /> },
    { key: 'difference', label: t('difference'), isNumber: true, cell: (row) => <Sum fen={row.difference} /> },
  ];
  return (
    <Drawer title={`${label} · ${t('difference')} ${formatFen(asFen(side.difference))}`} size="wide" onClose={onClose}>
      <div className="col g16">
        {side.rows.length === 0 ? (
          <EmptyState title={t('noDifference')} />
        ) : (
          <Table label={label} columns={columns} rows={side.rows} keyOf={(row) => row.entry?.id ?? 'none'} />
        )}
        {side.bareCount > 0 ? <Bare side={side} /> : null}
      </div>
    </Drawer>
  );
}

/** The cards beside the accounts of today; a difference opens to the entries in which it lies. */
export function CheckCards({ bookId }: { bookId: string }) {
  const t = useAssetTexts();
  const terms = useAssetTerms();
  const language = useLanguage();
  const opened = useOpened('side');
  const answer = useCall(checkAssets, { params: { id: bookId } });
  const check = answer.data?.book.id === bookId ? answer.data : undefined;
  // What is wrong with the book, the list below says too.
  if (!check) return answer.error ? null : <Skeleton lines={3} />;
  const sides = { cost: terms('columns.cost'), writtenDown: terms('columns.writtenDown') };
  const open = opened.id === 'cost' || opened.id === 'writtenDown' ? opened.id : null;
  return (
    <>
      <div className="fa-check">
        {(['cost', 'writtenDown'] as const).map((one) => (
          <Side key={one} label={sides[one]} side={check[one]} onOpen={() => opened.open(one)} />
        ))}
        <Card title={t('netSum')} note={t('cards_count', { count: check.count })}>
          <div className="t20 b">
            <Sum fen={check.net} />
          </div>
          <div className="dim t12">{t('checkedOn', { day: formatDay(check.on, language) })}</div>
        </Card>
      </div>
      {open ? <Difference label={sides[open]} side={check[open]} onClose={opened.close} /> : null}
    </>
  );
}
