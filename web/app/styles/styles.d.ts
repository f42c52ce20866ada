// A style sheet that comes with the script that needs it; Vite puts it into the page.
declare module '*.css';
