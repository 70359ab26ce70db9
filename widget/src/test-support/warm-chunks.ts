// The test server makes chunks when they are first asked for: no test is to wait for that.
import './chunks/calls.ts';
import './chunks/messages.ts';
import './fake-chunks/bridge.ts';
import './fake-chunks/composer.ts';
import './fake-chunks/form.ts';
import './fake-chunks/messages.ts';
import './fake-chunks/texts-en.ts';
