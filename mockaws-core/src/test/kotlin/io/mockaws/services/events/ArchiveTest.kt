package io.mockaws.services.events

import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.eventbridge.EventBridgeClient
import java.time.Instant
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.seconds

/** Names in brackets are LocalStack's tests that were run at AWS; the words are from there. */
class ArchiveTest {
    private fun EventBridgeClient.replay(
        name: String,
        archive: String,
        bus: String,
        vararg rules: String,
    ) = startReplay {
        it.replayName(name).eventSourceArn(archive)
            .eventStartTime(Instant.parse("2000-01-01T00:00:00Z")).eventEndTime(Instant.parse("2100-01-01T00:00:00Z"))
            .destination { d -> d.arn(bus).filterArns(*rules) }
    }

    @Test
    fun `an archive keeps what matches, for as long as it is asked to`() = runTest {
        // test_list_archive_with_events
        mockAws {
            events().use { client ->
                val bus = eventBridge.bus().arn
                val archive =
                    client.createArchive {
                        it.archiveName("a").eventSourceArn(bus).eventPattern("""{"source":["core.update-account-command"]}""")
                            .retentionDays(1)
                    }
                archive.archiveArn() shouldBe "arn:aws:events:$region:$accountId:archive/a"
                val detail = """{"command": "update-account", "payload": {"acc_id": "0a787ecb-4015", "sf_id": "baz"}}"""
                val name = "core.update-account-command"
                repeat(10) { client.put(detail, name, name) }
                client.put(source = "other")
                val shown = client.describeArchive { it.archiveName("a") }
                shown.eventCount() shouldBe 10
                shown.retentionDays() shouldBe 1
                shown.stateAsString() shouldBe "ENABLED"
                client.listArchives { it.eventSourceArn(bus) }.archives().single().eventCount() shouldBe 10
                time.advanceBy(1.days)
                client.describeArchive { it.archiveName("a") }.eventCount() shouldBe 0
            }
        }
    }

    @Test
    fun `a replay brings the events once more, with its name, to the rules that it names`() = runTest {
        // test_start_list_describe_canceled_replay
        mockAws {
            val first = sqs.queue("first")
            val second = sqs.queue("second")
            events().use { client ->
                val bus = eventBridge.bus().arn
                val archive = client.createArchive { it.archiveName("a").eventSourceArn(bus) }.archiveArn()
                client.rule("first", first.arn)
                client.rule("second", second.arn)
                val id = client.put("""{"a":1}""").entries().single().eventId()
                val started =
                    client.replay("again", archive, bus, "arn:aws:events:$region:$accountId:rule/second")
                started.stateAsString() shouldBe "STARTING"
                first.bodies shouldHaveSize 1
                val event = json(second.bodies.last())
                event["id"].toString() shouldBe "\"$id\""
                second.bodies.last().contains(""""region":"$region","replay-name":"again","resources"""") shouldBe true
                time.advanceBy(1.seconds)
                val done = client.describeReplay { it.replayName("again") }
                done.stateAsString() shouldBe "COMPLETED"
                done.eventSourceArn() shouldBe archive
                (done.eventLastReplayedTime() != null) shouldBe true
                // What is replayed is not archived again.
                client.describeArchive { it.archiveName("a") }.eventCount() shouldBe 1
                refusal { client.cancelReplay { it.replayName("again") } } shouldBe
                    "IllegalStatusException: Replay again is not in a valid state for this operation."
                client.replay("stopped", archive, bus)
                client.cancelReplay { it.replayName("stopped") }.stateAsString() shouldBe "CANCELLING"
                time.advanceBy(1.seconds)
                client.listReplays { it.state("CANCELLED") }.replays().map { it.replayName() } shouldBe listOf("stopped")
            }
        }
    }

    @Test
    fun `what cannot be archived or replayed is refused`() = runTest {
        mockAws {
            events().use { client ->
                val bus = eventBridge.bus().arn
                val orders = eventBridge.bus("orders").arn
                val archive = client.createArchive { it.archiveName("a").eventSourceArn(bus) }.archiveArn()
                refusal { client.createArchive { it.archiveName("b").eventSourceArn("${bus}x") } } shouldBe
                    "ResourceNotFoundException: Event bus defaultx does not exist."
                refusal { client.createArchive { it.archiveName("a").eventSourceArn(bus) } } shouldBe
                    "ResourceAlreadyExistsException: Archive a already exists."
                refusal { client.updateArchive { it.archiveName("b") } } shouldBe
                    "ValidationException: At least one of EventPattern, RetentionDays or Description must be provided."
                refusal { client.deleteArchive { it.archiveName("b") } } shouldBe
                    "ResourceNotFoundException: Archive b does not exist."
                refusal { client.replay("r", archive, orders) } shouldBe
                    "ValidationException: Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted."
                refusal { client.replay("r", "${archive}x", bus) } shouldBe
                    "ValidationException: Parameter EventSourceArn is not valid. Reason: Archive ax does not exist."
                refusal {
                    val now = Instant.now()
                    client.startReplay {
                        it.replayName("r").eventSourceArn(archive).eventStartTime(now).eventEndTime(now)
                            .destination { d -> d.arn(bus) }
                    }
                } shouldBe
                    "ValidationException: Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime."
                refusal { client.describeReplay { it.replayName("r") } } shouldBe
                    "ResourceNotFoundException: Replay r does not exist."
            }
        }
    }

    @Test
    fun `the rule of an archive is AWS's, and is changed by force alone`() = runTest {
        // The words are those of https://github.com/rebuy-de/aws-nuke/issues/448
        mockAws {
            events().use { client ->
                client.createArchive { it.archiveName("a").eventSourceArn(eventBridge.bus().arn) }
                val rule = client.describeRule { it.name("Events-Archive-a") }
                rule.managedBy() shouldBe "prod.vhs.events.aws.internal"
                rule.eventPattern() shouldBe """{"replay-name":[{"exists":false}]}"""
                val words =
                    "ManagedRuleException: Events-Archive-a is a managed rule. Set 'force' parameter to true to override."
                refusal { client.removeTargets { it.rule("Events-Archive-a").ids("a") } } shouldBe words
                refusal { client.deleteRule { it.name("Events-Archive-a") } } shouldBe words
                refusal { client.disableRule { it.name("Events-Archive-a") } } shouldBe words
                client.deleteArchive { it.archiveName("a") }
                client.listRules { }.rules() shouldHaveSize 0
            }
        }
    }
}
