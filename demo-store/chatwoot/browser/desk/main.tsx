import { render } from 'preact';
import { DeskApp } from './DeskApp.tsx';
import styles from './styles.css?inline';

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets = [sheet];

render(<DeskApp />, document.getElementById('app') ?? document.body);
