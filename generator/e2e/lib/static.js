// A static web server in a few lines, strict where hosts are: it knows the files
// of one folder, below one path, and nothing else.
import { readFile, stat } from "node:fs/promises";
import http from "node:http";
import path from "node:path";

const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".xml": "application/xml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".pdf": "application/pdf",
};

// serveFolder serves dir under mount ("/" or "/sub/dir/") on a free port.
export async function serveFolder(dir, mount) {
  const server = http.createServer(async (request, response) => {
    const { status, location, file } = await find(dir, mount, request.url);
    if (location) {
      response.writeHead(status, { location }).end();
      return;
    }
    response.writeHead(status, { "content-type": types[path.extname(file ?? ".txt")] ?? "application/octet-stream" });
    response.end(file ? await readFile(file) : "not found\n");
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((closed) => {
      server.close(closed);
      server.closeAllConnections();
    }),
  };
}

async function find(dir, mount, target) {
  const pathname = decodeURIComponent(new URL(target, "http://host").pathname);
  if (!pathname.startsWith(mount)) return { status: 404 };
  let file = path.join(dir, pathname.slice(mount.length));
  if (await isFolder(file)) {
    if (!pathname.endsWith("/")) return { status: 301, location: pathname + "/" };
    file = path.join(file, "index.html");
  }
  if (await isFile(file)) return { status: 200, file };
  const notFound = path.join(dir, "404.html");
  return { status: 404, file: await isFile(notFound) ? notFound : undefined };
}

const isFile = (name) => stat(name).then((s) => s.isFile(), () => false);
const isFolder = (name) => stat(name).then((s) => s.isDirectory(), () => false);
