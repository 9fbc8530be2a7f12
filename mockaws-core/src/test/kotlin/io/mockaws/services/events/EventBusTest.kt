package io.mockaws.services.events

import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.eventbridge.model.Tag

/** Names in brackets are LocalStack's tests that were run at AWS; the words are from there. */
class EventBusTest {
    @Test
    fun `a bus is made, shown, changed and removed`() = runTest {
        // test_create_list_describe_delete_custom_event_buses
        mockAws {
            events().use { client ->
                val arn = "arn:aws:events:$region:$accountId:event-bus/orders"
                client.createEventBus { it.name("orders").description("all").tags(tag("team", "blue")) }
                    .eventBusArn() shouldBe arn
                val shown = client.describeEventBus { it.name(arn) }
                listOf(shown.name(), shown.arn(), shown.description()) shouldBe listOf("orders", arn, "all")
                shown.policy() shouldBe null
                client.listEventBuses { it.namePrefix("or") }.eventBuses().map { it.name() } shouldBe listOf("orders")
                client.updateEventBus { it.name("orders").description("some") }.description() shouldBe "some"
                refusal { client.createEventBus { it.name("orders") } } shouldBe
                    "ResourceAlreadyExistsException: Event bus orders already exists."
                refusal { client.createEventBus { it.name("default") } } shouldBe
                    "ResourceAlreadyExistsException: Event bus default already exists."
                client.deleteEventBus { it.name("orders") }
                refusal { client.deleteEventBus { it.name("orders") } } shouldBe
                    "ResourceNotFoundException: Event bus orders does not exist."
                refusal { client.deleteEventBus { it.name("default") } } shouldBe
                    "ValidationException: Cannot delete event bus default."
                refusal { client.createEventBus { it.name("a/b") } } shouldBe
                    "ValidationException: Event bus name must not contain '/'."
            }
        }
    }

    @Test
    fun `lists of buses come in pages`() = runTest {
        mockAws {
            events().use { client ->
                for (i in 1..4) client.createEventBus { it.name("bus-$i") }
                val first = client.listEventBuses { it.namePrefix("bus").limit(3) }
                first.eventBuses().map { it.name() } shouldBe listOf("bus-1", "bus-2", "bus-3")
                val rest = client.listEventBuses { it.namePrefix("bus").limit(3).nextToken(first.nextToken()) }
                rest.eventBuses().map { it.name() } shouldBe listOf("bus-4")
                rest.nextToken() shouldBe null
                refusal { client.listEventBuses { it.nextToken("x") } } shouldBe
                    "ValidationException: Parameter NextToken is not valid."
            }
        }
    }

    @Test
    fun `permissions are statements of a bus's policy`() = runTest {
        // test_put_permission, test_remove_permission, test_remove_permission_non_existing_sid
        mockAws {
            events().use { client ->
                val arn = "arn:aws:events:$region:$accountId:event-bus/default"
                client.putPermission { it.action("events:PutEvents").principal("111111111111").statementId("one") }
                client.putPermission { it.action("events:PutEvents").principal("*").statementId("all") }
                client.describeEventBus { }.policy() shouldBe
                    """{"Version":"2012-10-17","Statement":[{"Sid":"one","Effect":"Allow",""" +
                    """"Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"events:PutEvents",""" +
                    """"Resource":"$arn"},{"Sid":"all","Effect":"Allow","Principal":"*",""" +
                    """"Action":"events:PutEvents","Resource":"$arn"}]}"""
                client.removePermission { it.statementId("one") }
                refusal { client.removePermission { it.statementId("one") } } shouldBe
                    "ResourceNotFoundException: Statement with the provided id does not exist."
                client.removePermission { it.removeAllPermissions(true) }
                client.describeEventBus { }.policy() shouldBe null
                val policy = """{"Version":"2012-10-17","Statement":[{"Sid":"x","Effect":"Allow"}]}"""
                client.putPermission { it.policy(policy) }
                client.describeEventBus { }.policy() shouldBe policy
                refusal {
                    client.putPermission { it.action("events:Other").principal("*").statementId("x") }
                } shouldBe "ValidationException: Provided value in parameter 'action' is not supported."
                refusal {
                    client.putPermission {
                        it.eventBusName("no").action("events:PutEvents").principal("*").statementId("x")
                    }
                } shouldBe "ResourceNotFoundException: Event bus no does not exist."
            }
        }
    }

    @Test
    fun `buses and rules have tags`() = runTest {
        // tests_tag_untag_resource, tests_tag_list_untag_not_existing_resource
        mockAws {
            events().use { client ->
                val bus = client.createEventBus { it.name("orders") }.eventBusArn()
                val pattern = """{"source":["shop"]}"""
                val rule =
                    client.putRule { it.name("r").eventPattern(pattern).eventBusName("orders").tags(tag("a", "1")) }.ruleArn()
                for (arn in listOf(bus, rule)) {
                    client.tagResource { it.resourceARN(arn).tags(tag("a", "2"), tag("b", "3")) }
                    client.untagResource { it.resourceARN(arn).tagKeys("a", "none") }
                    client.listTagsForResource { it.resourceARN(arn) }.tags() shouldBe listOf(tag("b", "3"))
                }
                refusal { client.listTagsForResource { it.resourceARN("${bus}x") } } shouldBe
                    "ResourceNotFoundException: Event bus ordersx does not exist."
                refusal { client.tagResource { it.resourceARN("${rule}x").tags(tag("a", "1")) } } shouldBe
                    "ResourceNotFoundException: Rule rx does not exist on EventBus orders."
            }
        }
    }

    @Test
    fun `endpoints and event sources of partners are records`() = runTest {
        mockAws {
            events().use { client ->
                val name = "aws.partner/example.com/orders"
                refusal { client.createEventBus { it.name(name).eventSourceName(name) } } shouldBe
                    "ResourceNotFoundException: Event source $name does not exist."
                client.createPartnerEventSource { it.name(name).account(accountId) }
                client.createEventBus { it.name(name).eventSourceName(name) }
                client.describeEventBus { it.name(name) }.name() shouldBe name
            }
            calls("events", "CreatePartnerEventSource").single().isDerived shouldBe true
        }
    }

    private fun tag(
        key: String,
        value: String,
    ): Tag = Tag.builder().key(key).value(value).build()
}
