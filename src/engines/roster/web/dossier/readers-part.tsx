import { exportReaders, listReaders } from '../../contract';
import { useRows } from '#ui';
import { ExportButton } from '#ui/desktop';
import { ReaderRows } from './reader-rows';

/** The log of one person's file, for who keeps watch over it. */
export function ReadersPart({ personId }: { personId: string }) {
  const request = { params: { id: personId } };
  const list = useRows(listReaders, { ...request, query: { limit: 30 } });
  return (
    <div className="col g16">
      {list.rows.length > 0 ? (
        <div className="row">
          <span className="sp" />
          <ExportButton endpoint={exportReaders} request={request} />
        </div>
      ) : null}
      <ReaderRows rows={list.rows} list={list} />
    </div>
  );
}
