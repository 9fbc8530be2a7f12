package io.mockaws.services.kafka

import io.mockaws.engine.World
import io.mockaws.services.kafka.cluster.Cluster
import io.mockaws.services.kafka.cluster.Hosts
import io.mockaws.services.kafka.cluster.KafkaCall
import io.mockaws.services.kafka.cluster.KafkaState
import io.mockaws.services.kafka.cluster.TOPICS
import io.mockaws.services.kafka.cluster.clusters
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section

/** Clusters. Paths: account, region, name. */
internal object KafkaPage : ServicePage<KafkaState>(KafkaService, "Amazon MSK") {
    private const val CLUSTER_PATH = 3

    override fun counts(world: World): Map<String, Long> =
        mapOf("clusters" to everywhere(world).sumOf { it.state.now.clusters(it.now()).size.toLong() })

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? =
        when (path.size) {
            0 -> service(world, page)
            CLUSTER_PATH -> at(world, path)?.let { call -> clusterOf(call, path.last())?.let { view(call, it) } }
            else -> null
        }

    private fun clusterOf(
        call: KafkaCall,
        name: String,
    ) = call.state.now.clusters(call.now()).find { it.name == name }

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all = everywhere(world).flatMap { call -> call.state.now.clusters(call.now()).map { call to it } }
        val found = all.filter { (_, cluster) -> page.admits(cluster.name) }
        val slice = page.slice(found) { (call, cluster) -> listOf(call.account, call.region, cluster.name) }
        val rows =
            slice.entries.map { (call, cluster) ->
                val path = listOf(call.account, call.region, cluster.name)
                row(
                    path,
                    cluster.name,
                    cluster.state,
                    cluster.kafkaVersion,
                    call.region,
                    call.account,
                    cluster.createdAt
                )
            }
        val columns =
            columns(
                "Name" to Kind.TEXT,
                "State" to Kind.TEXT,
                "Version" to Kind.TEXT,
                "Region" to Kind.TEXT,
                "Account" to Kind.TEXT,
                "Created" to Kind.TIME,
            )
        val table = StateTable("Clusters", columns, rows, slice.next, all.size.toLong(), "name contains")
        return StateView(title, "service", table = table)
    }

    private fun view(
        call: KafkaCall,
        cluster: Cluster,
    ): StateView {
        val facts =
            mapOf(
                "ClusterArn" to cluster.arn,
                "State" to cluster.state,
                "CurrentVersion" to cluster.version,
                "Broker" to if (cluster.hasBroker) "in this JVM" else null,
                "Secrets" to cluster.secrets.joinToString().ifEmpty { null },
            )
        val topics = call.state.now[TOPICS].values.filter { it.clusterArn == cluster.arn }
        return StateView(
            title = cluster.name,
            kind = "cluster",
            sections =
            listOf(
                section("Cluster", facts),
                section("Addresses", if (cluster.hasBroker) emptyMap() else Hosts(cluster, call.region).bootstrap()),
                section("Topics", topics.associate { it.name to "${it.partitions} partitions" }),
                section("Tags", cluster.tags),
            ),
            text = cluster.policy?.text,
        )
    }
}
