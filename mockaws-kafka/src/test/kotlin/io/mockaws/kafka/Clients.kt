package io.mockaws.kafka

import org.apache.kafka.clients.consumer.KafkaConsumer
import org.apache.kafka.clients.producer.KafkaProducer
import org.apache.kafka.clients.producer.ProducerRecord
import org.apache.kafka.common.header.internals.RecordHeader
import org.apache.kafka.common.serialization.StringDeserializer
import org.apache.kafka.common.serialization.StringSerializer
import java.io.IOException
import java.net.InetSocketAddress
import java.net.Socket
import java.time.Duration

/** Sends [records] with a client of Kafka's, and waits until they are there. */
fun produce(
    servers: String,
    topic: String,
    vararg records: Pair<String, String>,
    headers: Map<String, String> = emptyMap(),
) = KafkaProducer(mapOf<String, Any>("bootstrap.servers" to servers), StringSerializer(), StringSerializer()).use { producer ->
    val sent = headers.map { (name, value) -> RecordHeader(name, value.toByteArray()) }
    records.map { (key, value) -> producer.send(ProducerRecord(topic, null, key, value, sent)) }.forEach { it.get() }
}

/** The first [count] records of [topic], as a consumer of a group of its own gets them. */
fun consume(
    servers: String,
    topic: String,
    count: Int,
): List<Pair<String?, String>> {
    val settings = mapOf<String, Any>("bootstrap.servers" to servers, "group.id" to "test-$topic", "auto.offset.reset" to "earliest")
    return KafkaConsumer(settings, StringDeserializer(), StringDeserializer()).use { consumer ->
        consumer.subscribe(listOf(topic))
        val got = ArrayList<Pair<String?, String>>()
        while (got.size < count) consumer.poll(Duration.ofMillis(100)).forEach { got += it.key() to it.value() }
        got
    }
}

/** Whether somebody listens at [address]. */
fun isOpen(address: String): Boolean =
    try {
        Socket().use { it.connect(InetSocketAddress(address.substringBefore(':'), address.substringAfter(':').toInt()), 1000) }
        true
    } catch (_: IOException) {
        false
    }

/** The threads that a broker at [address] has, by name. */
fun threadsOf(address: String): List<String> {
    val port = address.substringAfter(':')
    return Thread.getAllStackTraces().keys.filter { it.isAlive && port in it.name }.map { it.name }
}
