import { listDirectives, receiveDirective } from '../../../contract';
import {
  Button,
  Card,
  DayInput,
  EmptyState,
  ErrorState,
  Field,
  Icon,
  Note,
  Overlay,
  Skeleton,
  TextInput,
  focusFirstFault,
  formatDay,
  messageOf,
  useAct,
  useCall,
  useCan,
  useDraft,
  useLanguage,
  useSearch,
  useToday,
  useUiTexts,
} from '#ui';
import { useRef, useState } from 'react';
import '../../styles/page.css';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import { PageHead } from '../page-head';

/** What was received from above, and which commitments answer it. */
export default function DirectivesPage() {
  const t = usePlanTexts();
  const language = useLanguage();
  const may = useCan();
  const [search, change] = useSearch();
  const answer = useCall(listDirectives, {});
  const directives = answer.data?.directives ?? [];
  const receive = may('plan.plan.review') ? (
    <Button kind="main" icon="plus" onClick={() => change({ do: 'receive' })}>
      {t('directive.receive')}
    </Button>
  ) : null;
  return (
    <div className="plan-page">
      <PageHead
        tab={t('directive.title')}
        crumbs={[{ label: t('nav.plan'), to: '/plan' }, { label: t('directive.title') }]}
        title={t('directive.title')}
        note={t('directive.note')}
      >
        {directives.length > 0 ? receive : null}
      </PageHead>
      {answer.error && !answer.data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.isPending ? <Skeleton lines={6} /> : null}
      {answer.data && directives.length === 0 ? (
        <EmptyState title={t('directive.empty')} act={receive}>
          {t('directive.emptyAdvice')}
        </EmptyState>
      ) : null}
      {directives.length > 0 ? (
        <Card flush>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('directive.name')}</th>
                <th scope="col">{t('directive.sender')}</th>
                <th scope="col">{t('directive.number')}</th>
                <th scope="col">{t('directive.receivedOn')}</th>
                <th scope="col">{t('directive.citedBy')}</th>
              </tr>
            </thead>
            <tbody>
              {directives.map((directive) => (
                <tr key={directive.id}>
                  <td {...planWords}>
                    <b>{directive.title}</b>
                    {directive.file ? (
                      <span className="row g4 dim t12">
                        <Icon name="file" size="s" />
                        {directive.file.name}
                      </span>
                    ) : null}
                  </td>
                  <td {...planWords}>{directive.sender}</td>
                  <td {...planWords}>{directive.number || '—'}</td>
                  <td className="nw">{formatDay(directive.receivedOn, language)}</td>
                  <td>{t('directive.cited', { count: directive.citedBy })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Card>
      ) : null}
      {search.do === 'receive' ? <ReceiveDrawer onClose={() => change({ do: null }, { replace: true })} /> : null}
    </div>
  );
}

function ReceiveDrawer({ onClose }: { onClose: () => void }) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const today = useToday();
  const box = useRef<HTMLDivElement>(null);
  const [initial] = useState({ sender: '', number: '', title: '', receivedOn: today });
  const draft = useDraft('plan.directive', initial);
  const [isAsked, setAsked] = useState(false);
  const act = useAct(receiveDirective, {
    changes: [listDirectives],
    onDone: () => {
      draft.drop();
      onClose();
    },
  });
  const { sender, number, title, receivedOn } = draft.values;
  const send = (): void => {
    setAsked(true);
    if (!sender.trim() || !title.trim() || !receivedOn) {
      requestAnimationFrame(() => focusFirstFault(box.current));
      return;
    }
    void act.act({
      body: { sender: sender.trim(), number: number.trim(), title: title.trim(), receivedOn, fileId: null },
    });
  };
  const acts = (
    <>
      <Button onClick={onClose}>{say('cancel')}</Button>
      <Button kind="main" isBusy={act.isUnderWay} onClick={send}>
        {t('directive.receive')}
      </Button>
    </>
  );
  return (
    <Overlay as="drawer" title={t('directive.receive')} onClose={onClose} acts={acts}>
      <div className="fields" ref={box}>
        <DirectiveFields values={draft.values} set={draft.set} isAsked={isAsked} />
        {act.error ? <Note kind="refuse">{messageOf(act.error, say)}</Note> : null}
      </div>
    </Overlay>
  );
}

interface DirectiveValues {
  sender: string;
  number: string;
  title: string;
  receivedOn: string;
}

function DirectiveFields(props: {
  values: DirectiveValues;
  set: (patch: Partial<DirectiveValues>) => void;
  isAsked: boolean;
}) {
  const t = usePlanTexts();
  const today = useToday();
  const { values, set, isAsked } = props;
  const { sender, number, title, receivedOn } = values;
  const missing = (value: string) => (isAsked && !value.trim() ? t('directive.missing') : undefined);
  return (
    <>
      <Field label={t('directive.name')} fault={missing(title)}>
        <TextInput
          value={title}
          maxLength={200}
          onChange={(event) => set({ title: event.target.value })}
          {...planWords}
        />
      </Field>
      <Field label={t('directive.sender')} width="half" fault={missing(sender)}>
        <TextInput
          value={sender}
          maxLength={80}
          placeholder={t('directive.senderExample')}
          onChange={(event) => set({ sender: event.target.value })}
          {...planWords}
        />
      </Field>
      <Field label={t('directive.number')} width="half" isOptional>
        <TextInput
          value={number}
          maxLength={60}
          placeholder={t('directive.numberExample')}
          onChange={(event) => set({ number: event.target.value })}
          {...planWords}
        />
      </Field>
      <Field label={t('directive.receivedOn')} width="half" fault={missing(receivedOn)}>
        <DayInput
          value={receivedOn}
          yearAtHand={Number(today.slice(0, 4))}
          onChange={(value) => set({ receivedOn: value })}
        />
      </Field>
    </>
  );
}
