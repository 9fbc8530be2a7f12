package io.mockaws.ktor.admin

import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.maps.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.ktor.RawSocket
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

/** What a browser says of who asks decides: https://www.w3.org/TR/fetch-metadata/ */
class OwnOriginTest {
    private val served = Served()
    private val console = "${OwnOrigin.HOST}:5000"

    @AfterEach
    fun close() = served.close()

    private fun ask(method: String, path: String, host: String, vararg fields: String): RawSocket.Answer =
        RawSocket(served.server).use {
            val head = listOf("Host: $host", "Content-Length: 0") + fields
            it.send("$method $path HTTP/1.1\n${head.joinToString("\n")}\n\n").answer()
        }

    @Test
    fun `programs ask by any name of this machine`() {
        for (host in listOf("127.0.0.1:5000", "localhost", "mockaws", "[::1]:5000", "192.168.1.5:5000", console)) {
            withClue(host) { ask("POST", "/_mockaws/reset", host).status shouldBe 204 }
        }
    }

    @Test
    fun `who opens the dashboard in a browser is brought to its own origin`() {
        val visit = arrayOf("Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate")
        for ((host, port) in listOf(
            "127.0.0.1:5000" to ":5000",
            "localhost" to "",
            "[::1]:1" to ":1",
            "photos.localhost:5000" to ":5000"
        )) {
            val answer = ask("GET", "/_mockaws/?a=b", host, *visit)
            answer.status shouldBe 307
            answer.headers shouldContain ("location" to "http://${OwnOrigin.HOST}$port/_mockaws/?a=b")
        }
        ask("GET", "/_mockaws/", console, *visit).status shouldBe 200
        ask("GET", "/_mockaws/", console, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate").status shouldBe 200
    }

    @Test
    fun `in a browser only pages of that origin ask`() {
        for (host in listOf("127.0.0.1:5000", "localhost:5000", "photos.localhost:5000")) {
            ask("GET", "/_mockaws/calls", host, "Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: cors").status shouldBe 403
            ask("POST", "/_mockaws/reset", host, "Origin: http://$host").body shouldContain "http://$console/_mockaws/reset"
            ask("POST", "/_mockaws/reset", console, "Origin: http://$host").status shouldBe 403
        }
        ask("GET", "/_mockaws/calls", console, "Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: no-cors").status shouldBe 403
        ask("GET", "/moto-api/seed?a=1", console, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate").status shouldBe 403
        ask("GET", "/_mockaws/calls", console, "Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: cors").status shouldBe 200
        ask("POST", "/_mockaws/reset", console, "Origin: http://$console", "Sec-Fetch-Site: same-origin").status shouldBe 204
    }

    /** A browser elsewhere cannot have a name of this machine's. */
    @Test
    fun `by another address than this machine's own, pages of that address ask`() {
        for (host in listOf("192.168.1.5:5000", "mockaws:5000")) {
            ask("POST", "/_mockaws/reset", host, "Origin: http://$host").status shouldBe 204
            ask("POST", "/_mockaws/reset", host, "Origin: http://127.0.0.1:5000").status shouldBe 403
        }
    }

    @Test
    fun `there is nothing of AWS's at that origin`() {
        served.aws.s3.bucket("photos").put("a.html", "<script>", contentType = "text/html")
        for (target in listOf("/", "/photos/a.html", "/a.html", "/_mockawsx")) {
            ask("GET", target, console).status shouldBe 404
        }
        served.aws.calls().shouldBeEmpty()
    }
}
