package io.mockaws.kafka

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.booleans.shouldBeTrue
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.mockaws.MockAws
import org.apache.kafka.clients.admin.Admin
import org.apache.kafka.clients.admin.NewTopic
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.kafka.KafkaClient
import software.amazon.awssdk.services.kafka.model.NotFoundException
import java.util.Base64
import kotlin.time.Duration.Companion.seconds
import kotlin.time.measureTime

class KafkaBrokerTest {
    /** The fastest of three, since others may keep the machine busy. */
    @Test
    fun `a broker is started below five seconds`() {
        val taken =
            List(3) {
                MockAws.start().use { aws -> measureTime { aws.kafka.cluster("orders", broker = true).bootstrapServers } }
            }
        (taken.min() < 5.seconds).shouldBeTrue()
    }

    @Test
    fun `GetBootstrapBrokers answers where it is, and clients of Kafka's work`(): Unit =
        MockAws.start().use { aws ->
            val cluster = aws.kafka.cluster("orders", broker = true)
            KafkaClient.create().use { client ->
                val brokers = client.getBootstrapBrokers { it.clusterArn(cluster.arn) }
                brokers.bootstrapBrokerString() shouldBe cluster.bootstrapServers
                brokers.bootstrapBrokerStringTls() shouldBe null
            }
            cluster.topic("paid", partitions = 3)
            produce(cluster.bootstrapServers, "paid", "a" to "1", "b" to "2", "a" to "3")
            consume(cluster.bootstrapServers, "paid", 3) shouldContainExactlyInAnyOrder listOf("a" to "1", "b" to "2", "a" to "3")
            cluster.records("paid").map { String(it.value()!!) } shouldContainExactlyInAnyOrder listOf("1", "2", "3")
        }

    @Test
    fun `its topics are those of MSK's API`(): Unit =
        MockAws.start().use { aws ->
            val cluster = aws.kafka.cluster("orders", broker = true).topic("paid", 2, mapOf("retention.ms" to "1000"))
            Admin.create(mapOf("bootstrap.servers" to cluster.bootstrapServers)).use { admin ->
                admin.createTopics(listOf(NewTopic("sent", 1, 1))).all().get()
                admin.listTopics().names().get() shouldBe setOf("paid", "sent")
            }
            KafkaClient.create().use { client ->
                client.listTopics { it.clusterArn(cluster.arn) }.topics().map { it.topicName() to it.partitionCount() } shouldContainExactly
                    listOf("paid" to 2, "sent" to 1)
                val configs = client.describeTopic { it.clusterArn(cluster.arn).topicName("paid") }.configs()
                String(Base64.getDecoder().decode(configs)) shouldBe "retention.ms=1000"
                client.describeTopicPartitions { it.clusterArn(cluster.arn).topicName("paid") }.partitions() shouldHaveSize 2
                shouldThrow<NotFoundException> { client.describeTopic { it.clusterArn(cluster.arn).topicName("none") } }
            }
            shouldThrow<IllegalArgumentException> { cluster.topic("paid") }
        }

    @Test
    fun `a fork has a broker of its own, a reset and the end of the mock stop it`() {
        val aws = MockAws.start()
        val cluster = aws.kafka.cluster("orders", broker = true).topic("paid")
        val first = cluster.bootstrapServers
        aws.fork().use { fork ->
            fork.kafka.cluster("orders").bootstrapServers shouldNotBe first
            fork.kafka.cluster("orders").topics.shouldBeEmpty()
            cluster.topics shouldContainExactly listOf("paid")
        }
        isOpen(first).shouldBeTrue()
        aws.reset("kafka")
        isOpen(first) shouldBe false
        val second = aws.kafka.cluster("orders", broker = true).bootstrapServers
        aws.reset()
        isOpen(second) shouldBe false
        val third = aws.kafka.cluster("orders", broker = true).bootstrapServers
        KafkaClient.create().use { client -> client.deleteCluster { it.clusterArn(aws.kafka.cluster("orders").arn) } }
        isOpen(third) shouldBe false
        val last = aws.kafka.cluster("orders", broker = true).bootstrapServers
        aws.close()
        isOpen(last) shouldBe false
        threadsOf(last).shouldBeEmpty()
    }
}
