import { render } from 'preact';
import { startWidget } from './start-widget.ts';
import styles from './styles.css?inline';
import { WidgetPanel } from './WidgetPanel.tsx';

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets = [sheet];

render(<WidgetPanel context={startWidget()} />, document.getElementById('app') ?? document.body);
