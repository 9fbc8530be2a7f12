package io.mockaws.ktor.dashboard

import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.mockaws.ktor.admin.Served
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assumptions.assumeTrue
import org.junit.jupiter.api.BeforeAll
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.condition.DisabledOnOs
import org.junit.jupiter.api.condition.OS
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import java.nio.file.Files
import java.nio.file.Path

/**
 * The dashboard in a browser. Skipped where there is no Chromium (`apt-get install chromium`). With
 * `-Dmockaws.write=true` the pictures of `docs/dashboard.md` are made anew.
 */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class DashboardTest {
    private val served = Served()
    private val aws = served.aws

    @BeforeEach
    fun fill() {
        DashboardWorld.fill(served)
        browser.complaints.clear()
        browser.prefersDark(false)
        browser.size(WIDTH, HEIGHT)
    }

    @AfterEach
    fun close() {
        browser.complaints.shouldBeEmpty()
        browser.leave()
        served.close()
    }

    private fun open(page: String) = browser.open("${served.server.endpoint}/_mockaws/#/$page")

    private fun rows() = browser.text("[...document.querySelectorAll('main tbody tr')].map((row) => row.innerText).join('\\n')")

    @Test
    fun `from a service to a message, by the keyboard alone`() {
        open("")
        browser.press("g", "7")
        browser.awaitText("receipts")
        open("state/sqs")
        browser.awaitText("orders-dlq")
        browser.press("/")
        browser.type("orders.fifo")
        browser.await("document.querySelectorAll('main tbody tr').length === 1")
        browser.press("ArrowDown", "Enter")
        browser.awaitText("VisibilityTimeout")
        browser.press("j", "Enter")
        browser.awaitText("MessageGroupId")
        browser.text("location.hash") shouldContain "orders.fifo"
        browser.press("Escape")
        browser.await("location.hash.endsWith('orders.fifo')")
        aws.sqs.queue("orders.fifo") { }.messages().first().receiveCount shouldBe 0
    }

    @Test
    fun `objects by folders, and previews of text, JSON and pictures`() {
        open("state/s3/photos")
        browser.awaitText("2026/")
        browser.press("j", "Enter")
        browser.awaitText("cat.png")
        open("state/s3/photos/key/2026%2Fcat.png")
        browser.await("document.querySelector('.picture')?.naturalWidth === 4")
        open("state/s3/receipts/key/42.json")
        browser.await("document.querySelector('pre .json-name')?.textContent === '\"total\"'")
        open("state/s3/photos/key/evil.html")
        browser.awaitText("<script>document.title")
        browser.text("document.title") shouldBe "evil.html · mockaws"
    }

    @Test
    fun `names and contents are never markup`() {
        val evil = "<img src=x onerror=document.title='bad'>"
        aws.s3.bucket("photos").put(evil, "x")
        aws.sqs.queue("orders").send(evil)
        aws.dynamoDb.table("customers", "id").put(mapOf("id" to evil))
        for (page in listOf(
            "state/s3/photos",
            "state/sqs/123456789012/us-east-1/orders",
            "state/dynamodb/123456789012/us-east-1/customers"
        )) {
            open(page)
            browser.awaitText(evil)
        }
        browser.evaluate("document.querySelectorAll('main img').length").toString() shouldBe "0"
    }

    @Test
    fun `the journal grows as calls come, and shows what was said in both directions`() {
        open("calls")
        browser.awaitText("CreateQueue")
        served.s3.createBucket { it.bucket("live-one") }
        browser.awaitText("live-one")
        browser.press("j", "Enter")
        browser.await("document.querySelector('.detail')?.innerText.includes('Request id')")
        browser.text("document.querySelector('.detail').innerText") shouldContain "\"Bucket\": \"live-one\""
        browser.press("/")
        browser.type("nosuchkey")
        browser.await("document.querySelectorAll('main tbody tr').length === 1")
        rows() shouldContain "NoSuchKey"
        browser.press("ArrowDown", "Enter")
        browser.await("document.querySelector('.detail')?.innerText.includes('The specified key does not exist.')")
        browser.evaluate("document.querySelectorAll('main tbody tr').length").toString() shouldBe "1"
        browser.text("document.activeElement.innerText") shouldBe "s3 GetObject"
    }

    @Test
    fun `answers are inside of their column, and all of it on the screen, with a call open and on a narrow screen`() {
        val throttled = aws.calls().failedWith("ProvisionedThroughputExceededException").last().number
        for (width in listOf(WIDTH, NARROW)) {
            browser.size(width, HEIGHT)
            for (page in listOf("", "calls", "calls/$throttled")) {
                open(page)
                browser.await(
                    "[...document.querySelectorAll('.rows .badge')].some((badge) => badge.textContent.includes('ProvisionedThroughput'))"
                )
                val outside =
                    browser.text(
                        """
                        [...document.querySelectorAll('.rows .badge')].filter((badge) => {
                          const { left, right } = badge.getBoundingClientRect();
                          const cell = badge.closest('td').getBoundingClientRect();
                          return left < cell.left - 1 || right > cell.right + 1 || right > innerWidth
                            || badge.scrollWidth > badge.clientWidth + 1 || right - left < 20;
                        }).map((badge) => badge.textContent).join()
                        """.trimIndent(),
                    )
                withClue("$page at $width") { outside shouldBe "" }
            }
            browser.await("document.querySelector('.detail')?.innerText.includes('Request id')")
            browser.text("String(document.documentElement.scrollWidth <= innerWidth)") shouldBe "true"
        }
    }

    @Test
    fun `rows of the journal show the key that a call is about`() {
        open("calls")
        browser.awaitText("Key=c-7")
    }

    @Test
    fun `what is painted first has its numbers`() {
        val numbers =
            """
            window.painted = [];
            new MutationObserver(() => {
              const count = document.querySelector('[data-page=calls] .count')?.textContent;
              if (count && count !== window.painted.at(-1)) window.painted.push(count);
            }).observe(document, { childList: true, subtree: true, characterData: true });
            """
        browser.withScript(numbers) { open("") }
        browser.text("window.painted.join()") shouldBe "${aws.calls().size}"
        browser.text("document.querySelector('main').innerText") shouldNotContain "No calls yet."
    }

    @Test
    fun `an item is put, changed and deleted`() {
        open("state/dynamodb/123456789012/us-east-1/customers")
        browser.awaitText("Customer 3")
        browser.press("n")
        browser.evaluate("document.querySelector('dialog textarea').value = '{\"id\": \"c-99\", \"name\": \"Zoe\"}'")
        browser.click("dialog button.primary")
        browser.await("location.hash.includes('c-99')")
        aws.dynamoDb.table("customers").get("c-99") shouldBe mapOf("id" to "c-99", "name" to "Zoe")
        // The address changes before the page does.
        browser.awaitText("\"Zoe\"")
        browser.click(".actions button:first-child")
        browser.await("document.querySelector('dialog textarea').value.includes('Zoe')")
        browser.evaluate("document.querySelector('dialog textarea').value = '{\"id\": \"c-99\", \"name\": \"Ann\"}'")
        browser.click("dialog button.primary")
        browser.awaitText("\"Ann\"")
        browser.click(".actions button.danger")
        browser.click("dialog .danger")
        browser.await("location.hash.endsWith('customers')")
        aws.dynamoDb.table("customers").get("c-99") shouldBe null
    }

    @Test
    fun `a message is sent, and what is wrong is said`() {
        open("state/sqs")
        browser.press("n")
        browser.evaluate("document.querySelector('dialog input').value = 'a b'")
        browser.click("dialog button.primary")
        browser.await("document.querySelector('.said.error')?.textContent.includes('1 to 80')")
        browser.complaints.removeIf { "400" in it }
        open("state/sqs/123456789012/us-east-1/orders-dlq")
        browser.press("n")
        browser.evaluate("document.querySelector('dialog textarea').value = 'by hand'")
        browser.click("dialog button.primary")
        browser.awaitText("by hand")
        aws.sqs.queue("orders-dlq") { }.messages().single().body shouldBe "by hand"
    }

    @Test
    fun `an object is put into a folder`() {
        open("state/s3/photos/prefix/2026%2F")
        browser.awaitText("cat.png")
        browser.press("n")
        browser.evaluate("document.querySelector('dialog [name=key]').value += 'note.txt'")
        browser.evaluate("document.querySelector('dialog textarea').value = 'hello'")
        browser.click("dialog button.primary")
        browser.awaitText("hello")
        aws.s3.bucket("photos").text("2026/note.txt") shouldBe "hello"
    }

    @Test
    fun `what is shown keeps up with what happens`() {
        open("state/sqs/123456789012/us-east-1/orders")
        browser.awaitText("visible")
        val queue = served.sqs.getQueueUrl { it.queueName("orders") }.queueUrl()
        served.sqs.sendMessage { it.queueUrl(queue).messageBody("a new one") }
        browser.awaitText("a new one")
    }

    @Test
    fun `pages that were left hold no connection, of which a browser has six`() {
        repeat(8) {
            open("calls")
            browser.awaitText("CreateQueue")
        }
    }

    @Test
    fun `a fault is put up and taken away`() {
        open("faults")
        browser.awaitText("Nothing goes wrong on purpose.")
        browser.evaluate(
            "document.querySelector('#kind').value = 'error'; document.querySelector('#kind').dispatchEvent(new Event('change'))"
        )
        browser.evaluate("document.querySelector('#service').value = 's3'")
        browser.evaluate("document.querySelector('[name=code]').focus()")
        browser.type("SlowDown")
        browser.press("Enter")
        browser.awaitText("error SlowDown on s3")
        aws.faults.active.single().toString() shouldBe "error SlowDown on s3"
        browser.click("main button.row")
        browser.awaitText("Nothing goes wrong on purpose.")
        aws.faults.active.shouldBeEmpty()
    }

    @Test
    fun `what is wrong is said, and nothing is done`() {
        open("faults")
        browser.evaluate("document.querySelector('[name=operation]').value = 'PutObjekt'; document.querySelector('#service').value = 's3'")
        browser.click("form button[type=submit]")
        browser.await("document.querySelector('.said.error')?.textContent.includes('PutObjekt')")
        aws.faults.active.shouldBeEmpty()
        browser.complaints.removeIf { "400" in it }
    }

    @Test
    fun `the clock stands and moves`() {
        open("clock")
        browser.press("Tab")
        browser.click("main button.primary")
        browser.awaitText("It stands still")
        aws.time.isFrozen shouldBe true
        val before = aws.time.now()
        browser.evaluate("window.before = document.querySelector('.clock').textContent")
        browser.click(".steps button:nth-child(3)")
        browser.await("document.querySelector('.clock').textContent !== window.before")
        (aws.time.now() - before).inWholeHours shouldBe 12
    }

    @Test
    fun `nothing is forgotten without a question`() {
        open("state/s3")
        browser.awaitText("photos")
        browser.press("R")
        browser.click("dialog button:not(.danger)")
        browser.await("!document.querySelector('dialog')")
        aws.s3.buckets().size shouldBe 2
        browser.press("R")
        browser.text("document.querySelector('dialog').innerText") shouldContain "Forget everything in Amazon S3?"
        browser.click("dialog .danger")
        browser.awaitText("No buckets here.")
        aws.s3.buckets().shouldBeEmpty()
        aws.sqs.queues().size shouldBe 3
    }

    @Test
    fun `a hundred thousand items are a page at a time`() {
        val table = aws.dynamoDb.table("many", "id")
        repeat(100_000) { table.put(mapOf("id" to "$it")) }
        open("state/dynamodb/123456789012/us-east-1/many")
        browser.awaitText("100,000")
        browser.evaluate("document.querySelectorAll('main tbody tr').length").toString() shouldBe "100"
        browser.press("m")
        browser.await("document.querySelectorAll('main tbody tr').length === 200")
    }

    @Test
    fun `light and dark are as the system has it, until somebody chooses`() {
        open("")
        val light = background()
        browser.prefersDark(true)
        val dark = background()
        (light == dark) shouldBe false
        browser.press("t")
        background() shouldBe light
        browser.press("t")
        browser.prefersDark(false)
        background() shouldBe dark
        browser.press("t")
        background() shouldBe light
        browser.press("?")
        browser.text("document.querySelector('dialog').innerText") shouldContain "Next row"
        browser.evaluate("document.querySelector('dialog').close()")
    }

    @Test
    fun `pictures of the documentation`() {
        picture("overview-light", "", "Latest calls")
        picture("objects-light", "state/s3/receipts/key/42.json", "Preview")
        picture("journal-light", "calls/${aws.calls().failed().last().number}", "NoSuchKey")
        val throttled = aws.calls().failedWith("ProvisionedThroughputExceededException").last().number
        picture("journal-narrow", "calls/$throttled", "Provisioned", NARROW, TALL)
        picture("items-light", "state/dynamodb/123456789012/us-east-1/customers", "Customer 3")
        picture("items-narrow", "state/dynamodb/123456789012/us-east-1/customers", "Customer 3", NARROW)
        browser.prefersDark(true)
        picture("messages-dark", "state/sqs/123456789012/us-east-1/orders", "Messages")
        picture("faults-dark", "faults", "throttle")
    }

    private fun picture(name: String, page: String, shows: String, width: Int = WIDTH, height: Int = HEIGHT) {
        if (name == "faults-dark") {
            aws.faults {
                throttle().on("dynamodb", "GetItem").first(2)
                error("SlowDown").on("s3").every(3)
            }
            served.dynamoDb.getItem { it.tableName("customers").key(mapOf("id" to AttributeValue.fromS("c-3"))) }
            repeat(4) { served.s3.listBuckets() }
            served.post("/stubs", """{"service": "sqs", "operation": "ListQueues", "response": {"QueueUrls": []}}""")
        }
        browser.size(width, height)
        open(page)
        browser.awaitText(shows)
        val picture = browser.screenshot(width, height)
        check(picture.size < MOST) { "$name has ${picture.size} bytes" }
        if (java.lang.Boolean.getBoolean("mockaws.write")) {
            Files.write(Files.createDirectories(Path.of("../docs/images")).resolve("dashboard-$name.png"), picture)
        }
    }

    private fun background() = browser.text("getComputedStyle(document.body).backgroundColor")

    companion object {
        private const val WIDTH = 1280
        private const val HEIGHT = 760
        private const val NARROW = 420
        private const val TALL = 1340
        private const val MOST = 200_000
        private lateinit var browser: Chromium

        @JvmStatic
        @BeforeAll
        fun start() {
            assumeTrue(Chromium.program != null, "There is no Chromium here to show the dashboard in: apt-get install chromium")
            browser = Chromium.start()
        }

        @JvmStatic
        @AfterAll
        fun stop() {
            if (::browser.isInitialized) browser.close()
        }
    }
}
