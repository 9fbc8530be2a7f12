package io.mockaws.services.events

import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import kotlin.time.Duration.Companion.minutes

class EventsStateTest {
    @Test
    fun `a saved world has buses, rules, archives and what is on its way`(@TempDir folder: Path) {
        val file = folder.resolve("world.zip")
        MockAws.start().use { aws ->
            aws.time.freeze()
            val queue = aws.sqs.queue("q")
            aws.eventBridge.bus("orders").rule("paid", """{"source":["shop"]}""", queue.arn)
            aws.eventBridge.bus().schedule("tick", "rate(1 minute)", queue.arn)
            aws.faults { error("ServiceUnavailable", status = 503).on("sqs", "SendMessage").first(1) }
            aws.eventBridge.bus("orders").put("shop", "Paid", "{}")
            aws.save(file)
        }
        MockAws.start().use { aws ->
            aws.time.freeze()
            aws.load(file)
            aws.eventBridge.bus("orders").events.single().detailType shouldBe "Paid"
            aws.eventBridge.bus("orders").rules shouldBe listOf("paid")
            aws.time.advanceBy(1.minutes)
            aws.sqs.queue("q").messages() shouldHaveSize 2
        }
    }
}
