import { Card, IconButton, Note, UploadBox, addressOf, messageOf, shrinkPhoto, useAct, useUiTexts } from '#ui';
import { useState } from 'react';
import {
  type VoucherWhole,
  addVoucherFile,
  getVoucherFile,
  listVouchers,
  removeVoucherFile,
  showVoucher,
} from '../../vouchers/contract';
import { useVoucherTexts } from './texts';

const kilobytes = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1024))} KB`;

/** Photos and PDFs behind the voucher; a photo is shrunk before it goes. */
export function Files({ voucher }: { voucher: VoucherWhole }) {
  const t = useVoucherTexts();
  const ui = useUiTexts();
  const { id, files, abilities } = voucher;
  const changes = [showVoucher, listVouchers];
  const add = useAct(addVoucherFile, { changes });
  const remove = useAct(removeVoucherFile, { changes });
  const [isUnreadable, setUnreadable] = useState(false);
  const take = async (file: File): Promise<void> => {
    setUnreadable(false);
    const shrunk = await shrinkPhoto(file).catch(() => null);
    if (shrunk === null) return setUnreadable(true);
    await add.act({ params: { id }, query: { name: shrunk.name }, body: shrunk.blob });
  };
  const error = add.error ?? remove.error;
  return (
    <Card title={t('files')} note={files.length === 0 ? undefined : String(files.length)}>
      <div className="col g12">
        {files.length === 0 ? <p className="dim">{t('noFiles')}</p> : null}
        <ul className="fv-files">
          {files.map((file) => (
            <li key={file.id} className="row g8">
              <a
                href={addressOf(getVoucherFile, { params: { id, fileId: file.id } })}
                target="_blank"
                rel="noreferrer"
                lang="zh-CN"
              >
                {file.name}
              </a>
              <span className="dim t12 sp">{kilobytes(file.bytes)}</span>
              {abilities.removeFile ? (
                <IconButton
                  icon="close"
                  name={t('removeFile', { name: file.name })}
                  onClick={() => void remove.act({ params: { id, fileId: file.id } })}
                />
              ) : null}
            </li>
          ))}
        </ul>
        {abilities.addFile ? (
          <UploadBox
            types={['.pdf', '.jpg', '.jpeg', '.png', '.webp', '.heic']}
            maxMegabytes={10}
            onFile={(file) => void take(file)}
          />
        ) : null}
        {isUnreadable ? <Note kind="refuse">{ui('upload.unreadable')}</Note> : null}
        {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
      </div>
    </Card>
  );
}
