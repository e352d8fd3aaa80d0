import {
  type Directive,
  changeDirective,
  getCommitment,
  getDirective,
  listDirectives,
  receiveDirective,
} from '../../../contract';
import {
  Button,
  ErrorState,
  Icon,
  Note,
  Overlay,
  Skeleton,
  focusFirstFault,
  formatDay,
  messageOf,
  useAct,
  useCall,
  useDraft,
  useLanguage,
  useSearch,
  useToday,
  useUiTexts,
} from '#ui';
import { useRef, useState } from 'react';
import { addressOfFile } from '../../evidence-files';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import { type DirectiveDraft, DirectiveForm, directiveOf, draftOfDirective } from './directive-form';
import { AnsweredBy, SentenceList } from './sentence-list';

const touched = [listDirectives, getDirective, getCommitment];

/** Files a directive; what is typed survives a reload, and so does the paper that went up. */
export function ReceiveDrawer({ onClose }: { onClose: () => void }) {
  const t = usePlanTexts();
  const today = useToday();
  const [, change] = useSearch();
  const [initial] = useState<DirectiveDraft>({
    sender: '',
    number: '',
    title: '',
    receivedOn: today,
    fileId: '',
    fileName: '',
  });
  const draft = useDraft('plan.directive', initial);
  const act = useAct(receiveDirective, {
    changes: touched,
    onDone: ({ id }) => {
      draft.drop();
      change({ do: null, open: id }, { replace: true });
    },
  });
  const send = () => {
    const body = directiveOf(draft.values, today);
    if (body) void act.act({ body });
    return body !== null;
  };
  return (
    <FormDrawer
      title={t('directive.receive')}
      confirm={t('directive.receive')}
      draft={draft}
      act={act}
      onSend={send}
      onClose={onClose}
    />
  );
}

/** One directive: its facts, its paper, its sentences with who answers each; and the form that puts it right. */
export function DirectiveDrawer({ directiveId, onClose }: { directiveId: string; onClose: () => void }) {
  const t = usePlanTexts();
  const [search, change] = useSearch();
  const answer = useCall(getDirective, { params: { directiveId } });
  const stopEditing = () => change({ do: null }, { replace: true });
  if (answer.data?.directive.abilities.canChange && search.do === 'change')
    return <ChangeDrawer directive={answer.data.directive} onClose={stopEditing} />;
  const acts = answer.data?.directive.abilities.canChange ? (
    <Button icon="edit" onClick={() => change({ do: 'change' })}>
      {t('above.changeDirective')}
    </Button>
  ) : null;
  return (
    <Overlay
      as="drawer"
      size="wide"
      title={answer.data ? <span {...planWords}>{answer.data.directive.title}</span> : t('directive.title')}
      onClose={onClose}
      acts={acts}
    >
      {answer.error && !answer.data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.isPending ? <Skeleton lines={8} /> : null}
      {answer.data ? <DirectiveView {...answer.data} /> : null}
    </Overlay>
  );
}

type Answer = NonNullable<ReturnType<typeof useCall<typeof getDirective>>['data']>;

function DirectiveView({ directive, sentences, others, notes }: Answer) {
  const t = usePlanTexts();
  const language = useLanguage();
  const { file } = directive;
  return (
    <div className="col g16">
      <p className="dim">
        <span {...planWords}>{[directive.sender, directive.number].filter(Boolean).join(' ')}</span> ·{' '}
        {t('above.receivedOn', { day: formatDay(directive.receivedOn, language) })}
        {directive.unitName === null ? null : (
          <>
            {' · '}
            <span {...planWords}>{directive.unitName}</span>
          </>
        )}
      </p>
      {file ? (
        <div className="col g8">
          <a className="row g8 t13 plan-paper" href={addressOfFile(file)} download={file.name}>
            <Icon name="download" size="s" />
            <span className="sp ell" {...planWords}>
              {file.name}
            </span>
          </a>
          {file.mediaType.startsWith('image/') ? (
            <img className="plan-paper-photo" src={addressOfFile(file)} alt={file.name} />
          ) : null}
        </div>
      ) : (
        <Note>{t('above.noPaper')}</Note>
      )}
      {directive.whyUnread ? <Note kind="warn">{directive.whyUnread}</Note> : null}
      {notes.length > 0 ? <Note>{notes.map((note) => note.text).join(' ')}</Note> : null}
      {others.length > 0 ? (
        <section className="col g8">
          <h3>{t('above.others')}</h3>
          {others.map((one, index) => (
            <div key={index} className="plan-cited">
              <blockquote {...planWords}>{one.quote || t('above.wholeText')}</blockquote>
              <AnsweredBy citedBy={[one]} />
            </div>
          ))}
        </section>
      ) : null}
      {sentences.length > 0 ? (
        <section className="col g8">
          <h3>{t('above.sentences', { count: sentences.length })}</h3>
          <SentenceList sentences={sentences} isMarked={(sentence) => sentence.citedBy.length > 0} />
        </section>
      ) : null}
    </div>
  );
}

function ChangeDrawer({ directive, onClose }: { directive: Directive; onClose: () => void }) {
  const t = usePlanTexts();
  const today = useToday();
  const [initial] = useState(() => draftOfDirective(directive));
  // The revision is part of the draft's name: what was typed on an older state never overwrites a newer one unseen.
  const draft = useDraft(`plan.directive.${directive.id}.${directive.revision}`, initial);
  const act = useAct(changeDirective, {
    changes: touched,
    onDone: () => {
      draft.drop();
      onClose();
    },
  });
  const send = () => {
    const body = directiveOf(draft.values, today);
    if (body) void act.act({ params: { directiveId: directive.id }, body: { ...body, revision: directive.revision } });
    return body !== null;
  };
  return (
    <FormDrawer
      title={t('above.changeDirective')}
      confirm={t('review.save')}
      draft={draft}
      act={act}
      onSend={send}
      onClose={onClose}
    />
  );
}

interface FormDrawerProps {
  title: string;
  confirm: string;
  draft: { values: DirectiveDraft; set: (patch: Partial<DirectiveDraft>) => void };
  act: { isUnderWay: boolean; error: Error | null };
  /** Answers whether everything was there to be sent. */
  onSend: () => boolean;
  onClose: () => void;
}

function FormDrawer({ title, confirm, draft, act, onSend, onClose }: FormDrawerProps) {
  const say = useUiTexts();
  const box = useRef<HTMLDivElement>(null);
  const [isAsked, setAsked] = useState(false);
  const send = (): void => {
    setAsked(true);
    if (!onSend()) requestAnimationFrame(() => focusFirstFault(box.current));
  };
  const acts = (
    <>
      <Button onClick={onClose}>{say('cancel')}</Button>
      <Button kind="main" isBusy={act.isUnderWay} onClick={send}>
        {confirm}
      </Button>
    </>
  );
  return (
    <Overlay as="drawer" title={title} onClose={onClose} acts={acts}>
      <div ref={box}>
        <DirectiveForm values={draft.values} set={draft.set} isAsked={isAsked} />
        {act.error ? <Note kind="refuse">{messageOf(act.error, say)}</Note> : null}
      </div>
    </Overlay>
  );
}
