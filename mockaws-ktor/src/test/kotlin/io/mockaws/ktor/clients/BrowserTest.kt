package io.mockaws.ktor.clients

import com.sun.net.httpserver.HttpServer
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.ktor.MockAwsServer
import io.mockaws.ktor.admin.OwnOrigin
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import java.net.InetAddress
import java.net.InetSocketAddress
import java.nio.file.Path

/** A page's `fetch` in Chromium. Pages come from another address than the server's, as a prototype's do. */
@Timeout(120)
class BrowserTest {
    @TempDir
    lateinit var folder: Path

    private val mock = MockAws.start(MockAwsOptions.builder().intercept(false).build())
    private val server = MockAwsServer.start(mock)

    @AfterEach
    fun close() {
        server.close()
        mock.close()
    }

    private fun page(script: String) =
        """
        <!DOCTYPE html><pre id="result"></pre><script>
        const lines = [];
        const say = (text) => { lines.push(text); document.getElementById("result").textContent = lines.join("\n"); };
        (async () => { $script; say("done"); })().catch((error) => say("failed: " + error));
        </script>
        """.trimIndent()

    private fun show(url: String): String =
        Tool.one("chromium").run(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--user-data-dir=$folder",
            "--host-resolver-rules=MAP *.example 127.0.0.1",
            "--virtual-time-budget=10000",
            "--dump-dom",
            url,
        )

    /** What [script] has said on a page of [host]. */
    private fun run(host: String, script: String): String {
        val pages = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)
        pages.createContext("/") { exchange ->
            val content = page(script).encodeToByteArray()
            exchange.responseHeaders["Content-Type"] = "text/html; charset=utf-8"
            exchange.sendResponseHeaders(200, content.size.toLong())
            exchange.responseBody.use { it.write(content) }
        }
        pages.start()
        return try {
            show("http://$host:${pages.address.port}/")
        } finally {
            pages.stop(0)
        }
    }

    @Test
    fun `a page of another site reads and writes, and sees the answer's fields`() {
        mock.s3.bucket("photos")
        mock.sqs.queue("orders")
        val result =
            run(
                "prototype.example",
                """
                const put = await fetch("${server.endpoint}/photos/a%20b", {
                  method: "PUT", body: "hello", headers: { "x-amz-meta-who": "me", "Authorization": "AWS4-HMAC-SHA256 x" } });
                say("put " + put.status + " " + put.headers.get("etag"));
                const get = await fetch("http://photos.localhost:${server.port}/a%20b");
                say("get " + await get.text() + " by " + get.headers.get("x-amz-meta-who"));
                const none = await fetch("${server.endpoint}/photos/none");
                say("none " + none.status + " " + (await none.text()).includes("NoSuchKey"));
                const json = await fetch("${server.endpoint}/", { method: "POST", body: "{}", headers: {
                  "Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "AmazonSQS.ListQueues" } });
                say("queues " + (await json.json()).QueueUrls.length);
                const form = new FormData();
                form.append("key", "in/$\{filename}");
                form.append("success_action_status", "201");
                form.append("file", new File(["a form"], "a.txt"));
                const post = await fetch("${server.endpoint}/photos", { method: "POST", body: form });
                say("form " + post.status + " " + (await post.text()).includes("<Key>in/a.txt</Key>"));
                const gone = await fetch("${server.endpoint}/photos/a%20b", { method: "DELETE" });
                say("delete " + gone.status);
                """,
            )
        result shouldContain "put 200 \"5d41402abc4b2a76b9719d911017c592\""
        result shouldContain "get hello by me"
        result shouldContain "none 404 true"
        result shouldContain "queues 1"
        result shouldContain "form 201 true"
        result shouldContain "delete 204"
        result shouldContain "done"
    }

    @Test
    fun `a page of another site cannot change the server itself`() {
        mock.s3.bucket("photos")
        val result =
            run(
                "evil.example",
                """
                await fetch("${server.endpoint}/_mockaws/reset", { method: "POST", mode: "no-cors" });
                try { say("read " + (await fetch("${server.endpoint}/_mockaws/calls")).status); } catch (e) { say("hidden"); }
                """,
            )
        result shouldContain "hidden"
        result shouldContain "done"
        mock.s3.buckets().map { it.name }.toString() shouldContain "photos"
    }

    @Test
    fun `nor can a page of a bucket, which comes from the same server`() {
        val console = "http://${OwnOrigin.HOST}:${server.port}"
        val script =
            """
            say("calls " + (await fetch("/_mockaws/calls")).status);
            say("reset " + (await fetch("/moto-api/reset", { method: "POST" })).status);
            await fetch("$console/_mockaws/reset", { method: "POST", mode: "no-cors" });
            try { say("read " + (await fetch("$console/_mockaws/calls")).status); } catch (e) { say("hidden"); }
            const image = new Image();
            image.src = "$console/moto-api/seed?a=1";
            """
        mock.s3.bucket("photos").put("page.html", page(script), contentType = "text/html")
        for (host in listOf("127.0.0.1", "localhost")) {
            val result = show("http://$host:${server.port}/photos/page.html")
            result shouldContain "calls 403"
            result shouldContain "reset 403"
            result shouldContain "hidden"
            result shouldContain "done"
        }
        show("http://photos.localhost:${server.port}/page.html") shouldContain "hidden"
        show("$console/photos/page.html") shouldContain "There is nothing of AWS's"
        mock.s3.bucket("photos").keys() shouldBe listOf("page.html")
    }

    @Test
    fun `nor can one whose name was made to mean this machine`() {
        val script =
            """
            const calls = await fetch("/_mockaws/calls");
            say("calls " + calls.status);
            say("reset " + (await fetch("/moto-api/reset", { method: "POST" })).status);
            """
        mock.s3.bucket("photos").put("page.html", page(script), contentType = "text/html")
        val result = show("http://rebound.example:${server.port}/photos/page.html")
        result shouldContain "calls 403"
        result shouldContain "reset 403"
    }
}
