package io.mockaws.services.kafka.cluster

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.StoredEntries
import io.mockaws.engine.Thing
import io.mockaws.kit.Table
import io.mockaws.kit.TableState
import io.mockaws.kit.TableWriter
import io.mockaws.kit.Tables
import kotlinx.serialization.builtins.serializer
import java.util.concurrent.ConcurrentLinkedQueue
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Instant

internal typealias KafkaCall = CallContext<KafkaState>

/** By ARN. */
internal val CLUSTERS: Table<Cluster> = Table("cluster", Cluster.serializer())
internal val CONFIGURATIONS: Table<Configuration> = Table("configuration", Configuration.serializer())
internal val OPERATIONS: Table<ClusterOperation> = Table("operation", ClusterOperation.serializer())
internal val VPC_CONNECTIONS: Table<Link> = Table("vpcConnection", Link.serializer())
internal val REPLICATORS: Table<Link> = Table("replicator", Link.serializer())

/** By the cluster's ARN and name. */
internal val TOPICS: Table<Topic> = Table("topic", Topic.serializer())
private val DURATIONS = Table("duration", Long.serializer())

/** The clusters of one account and region, and what belongs to them. */
internal class KafkaState private constructor(
    tables: Tables,
) : TableState<KafkaState>(tables) {
    override fun with(tables: Tables): KafkaState = KafkaState(tables)

    /** How long it takes to make, change and delete a cluster; at AWS a quarter of an hour and more. */
    var changesTake: Duration
        get() = (now[DURATIONS][CHANGES] ?: 0).milliseconds
        set(value) = write { this[DURATIONS, CHANGES] = value.inWholeMilliseconds }

    private val atEnd = ConcurrentLinkedQueue<() -> Unit>()

    /** Has [action] run when another state comes in place of this one. */
    fun onRetire(action: () -> Unit) {
        atEnd += action
    }

    override fun retire() {
        while (true) atEnd.poll()?.invoke() ?: return
    }

    override fun things(): Sequence<Thing> =
        now[CLUSTERS].values.asSequence().map { Thing("cluster", it.name, listOf(it.arn)) } +
            now[CONFIGURATIONS].values.asSequence().map { Thing("configuration", it.name, listOf(it.arn)) }

    companion object {
        private const val CHANGES = "changes"

        @Suppress("UNUSED_PARAMETER")
        fun create(place: Place): KafkaState = KafkaState(Tables.EMPTY)

        @Suppress("UNUSED_PARAMETER")
        fun read(
            place: Place,
            entries: StoredEntries,
        ): KafkaState =
            KafkaState(
                Tables.read(
                    entries,
                    CLUSTERS,
                    CONFIGURATIONS,
                    OPERATIONS,
                    VPC_CONNECTIONS,
                    REPLICATORS,
                    TOPICS,
                    DURATIONS,
                ),
            )
    }
}

/** The clusters that there are at [now], the oldest first. */
internal fun Tables.clusters(now: Instant): List<Cluster> =
    this[CLUSTERS].values.mapNotNull { it.at(now) }.sortedWith(compareBy({ it.createdAt }, { it.name }))

/** The cluster at [arn]. */
internal fun Tables.cluster(
    arn: String,
    now: Instant,
): Cluster = this[CLUSTERS][arn]?.at(now) ?: throw KafkaFaults.noCluster(arn)

internal fun KafkaCall.cluster(arn: String): Cluster = state.now.cluster(arn, now())

internal fun TableWriter.put(cluster: Cluster) {
    this[CLUSTERS, cluster.arn] = cluster
}

internal fun topicKey(
    clusterArn: String,
    name: String,
): String = "$clusterArn/$name"

/** A version as AWS has them. */
internal fun KafkaCall.newVersion(): String = "K" + ids.random(VERSION, LETTERS)

private const val VERSION = 13
private const val LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
