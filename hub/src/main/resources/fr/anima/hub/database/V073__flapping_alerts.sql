-- One that begins again and again is told once for all; those that follow within the hour ring nobody.
alter table alert
  -- How many of its like began within the hour, where it stands for them.
  add column raises integer check (raises > 4),
  drop constraint alert_quiet_why_check,
  add constraint alert_quiet_why_check check (quiet_why in ('shelved', 'cleaning', 'flapping'));

alter table notice
  drop constraint notice_transition_check,
  add constraint notice_transition_check check (transition in
    ('raised', 'worse', 'better', 'cleared', 'next-person', 'everybody', 'nobody-on-call', 'shelf-ended', 'given', 'flapping'));
