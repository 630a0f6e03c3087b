// invitation.cjs SOFTWARE DATABASE : the token of the last invitation, which Ghost would only mail.
const [, , software, database] = process.argv;
const load = require('module').createRequire(software + '/core/server/data/db/connection.js');

console.log(new (load('better-sqlite3'))(database, { readonly: true })
  .prepare('select token from invites order by created_at desc').get().token);
