// SPDX-License-Identifier: Apache-2.0
// post.mjs: a mail server and a spam service, as small as can be, on free ports of this machine.
import { EventEmitter, once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { createInterface } from "node:readline";

const listen = async (server, port) => {
	server.listen(port, "127.0.0.1");
	await once(server, "listening");
	return server.address().port;
};

// The text of a quoted-printable body.
function unquoted(text) {
	const bytes = text.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
	return Buffer.from(bytes, "latin1").toString("utf8").replace(/\r\n/g, "\n");
}

const decoded = (header) => header.replace(/\r\n /g, " ").replace(/\?= =\?UTF-8\?B\?/g, "?==?UTF-8?B?")
	.replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, text) => Buffer.from(text, "base64").toString("utf8"));

function opened(raw, from, to) {
	const [head, ...body] = raw.split("\r\n\r\n");
	const headers = Object.fromEntries(head.replace(/\r\n /g, "\r\n\x00").split(/\r\n(?!\x00)/)
		.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), decoded(line.slice(line.indexOf(":") + 2).replace(/\r\n\x00/g, "\r\n "))]));
	return { raw, from, to, headers, text: unquoted(body.join("\r\n\r\n")) };
}

// Takes mails; each is an event "mail" and in .mails. refuse: an answer for every recipient; stall:
// the mail is read, and then nothing is said.
export class MailServer extends EventEmitter {
	mails = [];
	#sockets = new Set();

	async start(port = 0) {
		this.server = createServer((socket) => this.#talk(socket));
		this.port = await listen(this.server, port);
		return this;
	}

	async stop() {
		for (const socket of this.#sockets) socket.destroy();
		this.server.close();
		await once(this.server, "close");
	}

	// The nth mail (from 0), whenever it comes.
	async mail(n) {
		while (this.mails.length <= n) await once(this, "mail");
		return this.mails[n];
	}

	async #talk(socket) {
		this.#sockets.add(socket);
		socket.on("close", () => this.#sockets.delete(socket)).on("error", () => {});
		const say = (line) => socket.write(`${line}\r\n`);
		let from, to, data;
		say("220 mail.example");
		try {
			for await (const line of createInterface({ input: socket, crlfDelay: Infinity })) {
				const word = line.slice(0, 4).toUpperCase();
				if (data && line !== ".") data.push(line.replace(/^\.\./, "."));
				else if (data) {
					this.emit("read");
					if (!this.stall) {
						say("250 taken");
						this.mails.push(opened(`${data.join("\r\n")}\r\n`, from, to));
						this.emit("mail");
					}
					data = undefined;
				} else if (word === "MAIL") say("250 yes", (from = line.match(/<(.*?)>/)[1]));
				else if (word === "RCPT") say(this.refuse ?? "250 yes", (to = line.match(/<(.*?)>/)[1]));
				else if (word === "DATA") say("354 go on", (data = []));
				else if (word === "QUIT") socket.end("221 bye\r\n");
				else say("250 mail.example");
			}
		} catch {
			// the other end went away
		}
	}
}

// Answers as `verdict` says ("true", "false"; undefined: not at all); keeps what it was asked.
export class SpamService extends EventEmitter {
	asked = [];
	verdict = "false";

	async start() {
		this.server = createHttpServer(async (request, answer) => {
			let body = "";
			for await (const part of request) body += part;
			this.asked.push({ path: request.url, fields: Object.fromEntries(new URLSearchParams(body)) });
			this.emit("asked");
			if (this.verdict !== undefined) answer.end(request.url.endsWith("comment-check") ? this.verdict : "Thanks for making the web a better place.");
		});
		this.port = await listen(this.server, 0);
		return this;
	}

	async question(path) {
		for (;;) {
			const found = this.asked.find((each) => each.path.endsWith(path));
			if (found) return found;
			await once(this, "asked");
		}
	}

	async stop() {
		this.server.closeAllConnections();
		this.server.close();
		await once(this.server, "close");
	}
}
