import type { ReorganisationPreview } from '../../../contract';
import { Checkbox, Field, Note, TextInput, formatDay, useLanguage } from '#ui';
import type { ReactNode } from 'react';
import { useRosterTerms, useRosterTexts } from '../../texts';

/** What the person has chosen beside the preview: what ends, and names where theirs are taken. */
export interface Choices {
  readonly endPosts: readonly string[];
  readonly endGrants: readonly string[];
  readonly names: Readonly<Record<string, string>>;
}
export const noChoices: Choices = { endPosts: [], endGrants: [], names: {} };

const toggled = (list: readonly string[], id: string): string[] =>
  list.includes(id) ? list.filter((one) => one !== id) : [...list, id];

interface ListsProps {
  shown: ReorganisationPreview;
  choices: Choices;
  onChange: (choices: Choices) => void;
}

function Part({ title, hint, children }: { title: string; hint?: string | undefined; children: ReactNode }) {
  return (
    <details className="ro-affected">
      <summary>{title}</summary>
      <div className="col g4">
        {hint ? <p className="dim t12">{hint}</p> : null}
        {children}
      </div>
    </details>
  );
}

function Posts({ shown, choices, onChange }: ListsProps) {
  const t = useRosterTexts();
  const language = useLanguage();
  if (shown.posts.length === 0) return null;
  return (
    <Part title={t('units.found.posts', { count: shown.posts.length })} hint={t('units.found.postKeep')}>
      {shown.posts.map((post) => (
        <Checkbox
          key={post.id}
          checked={post.isFuture || !choices.endPosts.includes(post.id)}
          disabled={post.isFuture}
          onChange={() => onChange({ ...choices, endPosts: toggled(choices.endPosts, post.id) })}
          label={
            <>
              {post.personName} · {post.unitName} · {post.postName}
              <span className="dim t12">
                {' '}
                {formatDay(post.validFrom, language)}
                {post.isFuture ? ` · ${t('units.found.postFuture')}` : ''}
              </span>
            </>
          }
        />
      ))}
    </Part>
  );
}

function Grants({ shown, choices, onChange }: ListsProps) {
  const t = useRosterTexts();
  const terms = useRosterTerms();
  if (shown.grants.length === 0) return null;
  const why = (isMine: boolean) => t(isMine ? 'units.found.grantMine' : 'units.found.grantOther');
  return (
    <Part title={t('units.found.grants', { count: shown.grants.length })} hint={t('units.found.grantKeep')}>
      {shown.grants.map((grant) => (
        <Checkbox
          key={grant.id}
          checked={grant.mayChange && !choices.endGrants.includes(grant.id)}
          disabled={!grant.mayChange}
          onChange={() => onChange({ ...choices, endGrants: toggled(choices.endGrants, grant.id) })}
          label={
            <>
              {grant.name} · {terms.maybe(`roles.${grant.role}`) ?? grant.role} · {grant.unitName}
              {grant.mayChange ? null : <span className="dim t12"> {why(grant.isMine)}</span>}
            </>
          }
        />
      ))}
    </Part>
  );
}

function Children({ shown, choices, onChange }: ListsProps) {
  const t = useRosterTexts();
  const renamed = shown.children.filter((child) => child.newName !== null);
  if (shown.children.length === 0) return null;
  return (
    <>
      <Part title={t('units.found.children', { count: shown.children.length })}>
        {shown.children.map((child) => (
          <span key={child.id}>
            {child.name} <span className="dim t12">{t('units.found.people', { count: child.people })}</span>
          </span>
        ))}
      </Part>
      {renamed.map((child) => (
        <Field key={child.id} label={`${child.name} · ${t('units.found.newName')}`} width="half">
          <TextInput
            value={choices.names[child.id] ?? child.newName ?? ''}
            maxLength={60}
            onChange={(event) => onChange({ ...choices, names: { ...choices.names, [child.id]: event.target.value } })}
          />
        </Field>
      ))}
    </>
  );
}

/** Everything that a merger or split moves or ends, to be looked at and chosen from before it is done. */
export function AffectedLists(props: ListsProps) {
  const t = useRosterTexts();
  const { people, posts, children, grants } = props.shown;
  if (people.length + posts.length + children.length + grants.length === 0)
    return <Note>{t('units.found.nothing')}</Note>;
  return (
    <div className="ro-affected-all" role="group" aria-label={t('units.found.why')}>
      <span className="label dim t13">{t('units.found.why')}</span>
      {people.length > 0 ? (
        <Part title={t('units.found.people', { count: people.length })}>
          <span className="ro-names">
            {people.map((person) => (
              <span key={person.id}>{person.name}</span>
            ))}
          </span>
        </Part>
      ) : null}
      <Children {...props} />
      <Posts {...props} />
      <Grants {...props} />
    </div>
  );
}
