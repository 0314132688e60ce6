alter table alert drop constraint alert_doubt_check;
alter table alert add constraint alert_doubt_check
  check (doubt in ('jump', 'constant', 'impossible', 'drift'));
