// Names that would be something else than a name if a page took them for markup, code, an address, a template or a path.
// What they would run is `hostile()`.

export const hostileNames = [
  '<img src=x onerror=hostile()>',
  '<script>hostile()</script>',
  '"><svg onload=hostile()>',
  '\'><iframe srcdoc="<script>parent.hostile()</script>"></iframe>',
  '</textarea></p><script>hostile()</script>',
  '<a href="javascript:hostile()" autofocus onfocus=hostile()>link</a>',
  '<meta http-equiv=refresh content="0;url=javascript:hostile()">',
  '<style>*{display:none}</style>',
  '<base href="https://a.example/">',
  '&lt;img src=x onerror=hostile()&gt;',
  '%3Cimg%20src%3Dx%20onerror%3Dhostile()%3E',
  'javascript:hostile()',
  'data:text/html,<script>hostile()</script>',
  `\${hostile()}`,
  "{{constructor.constructor('hostile()')()}}",
  '<%= hostile() %>',
  '{name} {fault} {message} {code}', // the catalogs' own placeholders
  "$& $1 $` $' $$", // what String.replace() makes of its second argument
  '\u202Egnp.stigid\u202C\u2067hostile\u2069',
  'before\u0000after<b>bold</b>',
  'first\r\nSet-Cookie: hostile=1\r\n\r\n<b>bold</b>',
  '__proto__',
  'constructor',
  '../../../../etc/passwd',
  '<b>'.repeat(340_000), // a megabyte, within what a header of safetensors may have
];
