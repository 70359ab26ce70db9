interface AvatarProps {
  name: string;
  imageUrl?: string | undefined;
  isOnline?: boolean | undefined;
}

const hues = [212, 262, 330, 16, 160, 190, 290, 42];

/** A picture, or initials on a colour that stays the same for the same name. Names are read out beside it. */
export function Avatar({ name, imageUrl, isOnline }: AvatarProps) {
  const hue = hues[[...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % hues.length] ?? 0;
  return (
    <span class="avatar" style={{ '--avatar-hue': hue }} aria-hidden="true">
      {imageUrl ? <img src={imageUrl} alt="" /> : initials(name)}
      {isOnline && <span class="avatar-online" />}
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s\-_.@]+/).filter((word) => /\p{L}/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => word[0]?.toUpperCase())
    .join('');
}
