package io.mockaws.ktor

import io.kotest.matchers.ints.shouldBeInRange
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.condition.EnabledOnOs
import org.junit.jupiter.api.condition.OS
import org.junit.jupiter.api.io.TempDir
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.nio.file.Path
import java.security.KeyStore
import java.security.cert.CertificateFactory
import java.util.concurrent.TimeUnit
import javax.net.ssl.SSLContext
import javax.net.ssl.TrustManagerFactory
import kotlin.io.path.deleteExisting
import kotlin.io.path.fileSize
import kotlin.io.path.inputStream
import kotlin.io.path.writeText

/** The program in a process of its own. */
@Timeout(60)
class ProgramTest {
    @TempDir
    lateinit var folder: Path

    private val running = mutableListOf<Process>()

    @AfterEach
    fun stop() = running.forEach { it.destroyForcibly().waitFor() }

    private fun launch(vararg arguments: String) = ServerProcess.launch(*arguments).also { running += it }

    private fun Process.address() = ServerProcess.address(this)

    private fun server(vararg arguments: String) = launch("--port", "0", *arguments)

    private fun put(address: String, path: String, body: String = ""): Int {
        val request = HttpRequest.newBuilder(URI(address + path)).PUT(HttpRequest.BodyPublishers.ofString(body)).build()
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()
    }

    private fun get(address: String, path: String): HttpResponse<String> =
        client.send(HttpRequest.newBuilder(URI(address + path)).build(), HttpResponse.BodyHandlers.ofString())

    @Test
    fun `it says where it is, answers, and stops when told to`() {
        val process = server("--region", "eu-central-1", "--account", "000000000000")
        val address = process.address()
        get(address, "/").body() shouldContain "ListAllMyBucketsResult"
        get(address, "/_mockaws/").body() shouldContain "<title>mockaws</title>"
        process.destroy()
        process.waitFor(20, TimeUnit.SECONDS) shouldBe true
        process.exitValue() shouldBe SIGTERM
    }

    @Test
    fun `what changed is written when it stops`() {
        val first = server("--data-dir", "$folder", "--persist", "exit")
        put(first.address(), "/photos") shouldBe 200
        first.destroy()
        first.waitFor()
        get(server("--data-dir", "$folder").address(), "/").body() shouldContain "<Name>photos</Name>"
    }

    @Test
    fun `what changed is written within a second or so, where that is enough`() {
        val first = server("--data-dir", "$folder", "--persist", "second")
        val address = first.address()
        val log = folder.resolve("log-2")
        val empty = log.fileSize()
        put(address, "/photos") shouldBe 200
        while (log.fileSize() == empty) Thread.onSpinWait()
        first.destroyForcibly().waitFor()
        get(server("--data-dir", "$folder").address(), "/").body() shouldContain "<Name>photos</Name>"
    }

    @Test
    fun `a damaged file is refused, and so is one of another form`() {
        folder.resolve("log-1").writeText("nothing of ours")
        refused(launch("--port", "0", "--data-dir", "$folder"), 1) shouldContain "log-1 does not begin with \"mockaws data 3, log-1\""
        folder.resolve("log-1").deleteExisting()
        folder.resolve("world.zip").writeText("PK")
        refused(launch("--port", "0", "--data-dir", "$folder"), 1) shouldContain
            "world.zip is of a form that mockaws does not read any more"
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    fun `nothing is acknowledged that the disk does not take, and all that was is there`() {
        val limited = ServerProcess.launch("--port", "0", "--data-dir", "$folder", kilobytes = 300).also { running += it }
        val address = limited.address()
        put(address, "/photos") shouldBe 200
        val acknowledged = (1..100).takeWhile { put(address, "/photos/$it", "x".repeat(20_000)) == 200 }
        acknowledged.size shouldBeInRange 5..20
        val refused = get(address, "/photos")
        refused.statusCode() shouldBe 500
        refused.body() shouldContain "nothing is acknowledged any more"
        // Process.destroy would close its output, too.
        limited.toHandle().destroy()
        limited.inputStream.bufferedReader().readText() shouldContain "mockaws cannot write to $folder, so nothing is acknowledged"
        val listing = get(server("--data-dir", "$folder").address(), "/photos?list-type=2").body()
        acknowledged.forEach { listing shouldContain "<Key>$it</Key>" }
    }

    @Test
    fun `two servers do not share a folder, nor a port`() {
        val first = server("--data-dir", "$folder")
        val address = first.address()
        refused(launch("--port", "0", "--data-dir", "$folder"), 1) shouldContain "Another server, process ${first.pid()}, uses $folder"
        val port = address.substringAfterLast(':')
        refused(launch("--port", port), 1) shouldContain "Cannot listen on 127.0.0.1:$port"
    }

    @Test
    fun `only the services that were named answer`() {
        val address = server("--services", "sqs,dynamodb").address()
        get(address, "/photos").statusCode() shouldBe 400
        refused(launch("--services", "sqs,sqss"), 2) shouldContain "No service \"sqss\""
    }

    @Test
    fun `it speaks TLS with a certificate of its own, which it keeps with its data`() {
        val process = server("--tls", "--data-dir", "$folder")
        val lines = process.inputStream.bufferedReader().lineSequence().takeWhile { it != "Ready." }.toList()
        val pem = folder.resolve("tls").resolve("mockaws.pem")
        lines.last() shouldContain "$pem"
        val address = lines.first { "answers on https://" in it }.substringAfter("answers on ")
        val trust = KeyStore.getInstance("PKCS12").apply { load(null, null) }
        val certificate = pem.inputStream().use { CertificateFactory.getInstance("X.509").generateCertificate(it) }
        trust.setCertificateEntry("mockaws", certificate)
        val managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm()).apply { init(trust) }
        val context = SSLContext.getInstance("TLS").apply { init(null, managers.trustManagers, null) }
        val secure = HttpClient.newBuilder().sslContext(context).build()
        val answer = secure.send(HttpRequest.newBuilder(URI(address)).build(), HttpResponse.BodyHandlers.ofString())
        answer.body() shouldContain "ListAllMyBucketsResult"
    }

    @Test
    fun `who does not sign is not answered where signatures are verified`() {
        val answer = get(server("--verify-signatures").address(), "/")
        answer.statusCode() shouldBe 403
        answer.body() shouldContain "<Code>AccessDenied</Code>"
    }

    @Test
    fun `what makes no sense is refused`() {
        refused(launch("--tls", "cert.pem"), 2) shouldContain "--tls takes a certificate and its key"
        refused(launch("--credentials", "a:b"), 2) shouldContain "--credentials are for --verify-signatures"
        refused(launch("--verify-signatures", "--credentials", "a"), 2) shouldContain "key:secret"
        refused(launch("--persist", "exit"), 2) shouldContain "--persist needs --data-dir"
        refused(launch("--port", "70000"), 2) shouldContain "Not a port: 70000"
    }

    @Test
    fun `options that there are none of end it with 2, and help with 0`() {
        refused(launch("--prot", "5000"), 2) shouldContain "no such option --prot"
        refused(launch("--port", "many"), 2) shouldContain "--port"
        refused(launch("5000"), 2) shouldContain "5000"
        refused(launch("--help"), 0) shouldContain "--data-dir"
    }

    @Test
    fun `it says where its dashboard is`() {
        val lines = server().inputStream.bufferedReader().lineSequence().takeWhile { it != "Ready." }.toList()
        lines[1] shouldBe "Its dashboard is at ${lines[0].substringAfter("answers on ")}/_mockaws/"
    }

    private fun refused(process: Process, code: Int): String {
        val output = process.inputStream.bufferedReader().readText()
        process.waitFor() shouldBe code
        return output
    }

    private companion object {
        val client: HttpClient = HttpClient.newHttpClient()
        const val SIGTERM = 143
    }
}
