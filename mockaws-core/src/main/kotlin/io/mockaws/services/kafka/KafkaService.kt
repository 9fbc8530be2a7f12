package io.mockaws.services.kafka

import io.mockaws.derive.operationByMembers
import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.StateKind
import io.mockaws.model.ServiceShapes
import io.mockaws.services.kafka.cluster.KafkaCall
import io.mockaws.services.kafka.cluster.KafkaState
import io.mockaws.services.kafka.op.batchAssociateScramSecret
import io.mockaws.services.kafka.op.batchDisassociateScramSecret
import io.mockaws.services.kafka.op.createCluster
import io.mockaws.services.kafka.op.createClusterV2
import io.mockaws.services.kafka.op.createConfiguration
import io.mockaws.services.kafka.op.createReplicator
import io.mockaws.services.kafka.op.createVpcConnection
import io.mockaws.services.kafka.op.deleteCluster
import io.mockaws.services.kafka.op.deleteClusterPolicy
import io.mockaws.services.kafka.op.deleteConfiguration
import io.mockaws.services.kafka.op.deleteReplicator
import io.mockaws.services.kafka.op.deleteVpcConnection
import io.mockaws.services.kafka.op.describeCluster
import io.mockaws.services.kafka.op.describeClusterOperation
import io.mockaws.services.kafka.op.describeClusterOperationV2
import io.mockaws.services.kafka.op.describeClusterV2
import io.mockaws.services.kafka.op.describeConfiguration
import io.mockaws.services.kafka.op.describeConfigurationRevision
import io.mockaws.services.kafka.op.describeReplicator
import io.mockaws.services.kafka.op.describeTopic
import io.mockaws.services.kafka.op.describeTopicPartitions
import io.mockaws.services.kafka.op.describeVpcConnection
import io.mockaws.services.kafka.op.getBootstrapBrokers
import io.mockaws.services.kafka.op.getClusterPolicy
import io.mockaws.services.kafka.op.getCompatibleKafkaVersions
import io.mockaws.services.kafka.op.listClientVpcConnections
import io.mockaws.services.kafka.op.listClusterOperations
import io.mockaws.services.kafka.op.listClusterOperationsV2
import io.mockaws.services.kafka.op.listClusters
import io.mockaws.services.kafka.op.listClustersV2
import io.mockaws.services.kafka.op.listConfigurationRevisions
import io.mockaws.services.kafka.op.listConfigurations
import io.mockaws.services.kafka.op.listKafkaVersions
import io.mockaws.services.kafka.op.listNodes
import io.mockaws.services.kafka.op.listReplicators
import io.mockaws.services.kafka.op.listScramSecrets
import io.mockaws.services.kafka.op.listTagsForResource
import io.mockaws.services.kafka.op.listTopics
import io.mockaws.services.kafka.op.listVpcConnections
import io.mockaws.services.kafka.op.putClusterPolicy
import io.mockaws.services.kafka.op.rebootBroker
import io.mockaws.services.kafka.op.rejectClientVpcConnection
import io.mockaws.services.kafka.op.tagResource
import io.mockaws.services.kafka.op.untagResource
import io.mockaws.services.kafka.op.updateBrokerCount
import io.mockaws.services.kafka.op.updateBrokerStorage
import io.mockaws.services.kafka.op.updateBrokerType
import io.mockaws.services.kafka.op.updateClusterConfiguration
import io.mockaws.services.kafka.op.updateClusterKafkaVersion
import io.mockaws.services.kafka.op.updateConfiguration
import io.mockaws.services.kafka.op.updateConnectivity
import io.mockaws.services.kafka.op.updateMonitoring
import io.mockaws.services.kafka.op.updateRebalancing
import io.mockaws.services.kafka.op.updateReplicationInfo
import io.mockaws.services.kafka.op.updateSecurity
import io.mockaws.services.kafka.op.updateStorage
import io.mockaws.wire.protocol.Protocols

/**
 * Amazon MSK: clusters, what is configured for them, and who reaches them. A cluster of a test's can have a broker.
 *
 * https://docs.aws.amazon.com/msk/1.0/apireference/what-is-msk.html
 */
internal object KafkaService : Service<KafkaState>(
    ServiceShapes.of("kafka"),
    listOf(Protocols.RestJson1),
    StateKind(StateKind.Scope.REGIONAL, KafkaState::create, KafkaState::read),
) {
    override val checks: ModelChecks get() = ModelChecks("BadRequestException")

    override val moreErrors: String get() = "404 NotFoundException"

    override fun operation(name: String): Operation<KafkaState, *, *>? =
        ofClusters(name) ?: ofChanges(name) ?: ofOthers(name)

    private fun ofClusters(name: String): Operation<KafkaState, *, *>? =
        when (name) {
            "CreateCluster" -> by(name, ::createCluster)
            "CreateClusterV2" -> by(name, ::createClusterV2)
            "DeleteCluster" -> by(name, ::deleteCluster)
            "DeleteClusterPolicy" -> by(name, ::deleteClusterPolicy)
            "DescribeCluster" -> by(name, ::describeCluster)
            "DescribeClusterV2" -> by(name, ::describeClusterV2)
            "DescribeTopic" -> by(name, ::describeTopic)
            "DescribeTopicPartitions" -> by(name, ::describeTopicPartitions)
            "GetBootstrapBrokers" -> by(name, ::getBootstrapBrokers)
            "GetClusterPolicy" -> by(name, ::getClusterPolicy)
            "GetCompatibleKafkaVersions" -> by(name, ::getCompatibleKafkaVersions)
            "ListClusters" -> by(name, ::listClusters)
            "ListClustersV2" -> by(name, ::listClustersV2)
            "ListKafkaVersions" -> by(name, ::listKafkaVersions)
            "ListNodes" -> by(name, ::listNodes)
            "ListTopics" -> by(name, ::listTopics)
            "PutClusterPolicy" -> by(name, ::putClusterPolicy)
            else -> null
        }

    private fun ofChanges(name: String): Operation<KafkaState, *, *>? =
        when (name) {
            "BatchAssociateScramSecret" -> by(name, ::batchAssociateScramSecret)
            "BatchDisassociateScramSecret" -> by(name, ::batchDisassociateScramSecret)
            "DescribeClusterOperation" -> by(name, ::describeClusterOperation)
            "DescribeClusterOperationV2" -> by(name, ::describeClusterOperationV2)
            "ListClusterOperations" -> by(name, ::listClusterOperations)
            "ListClusterOperationsV2" -> by(name, ::listClusterOperationsV2)
            "ListScramSecrets" -> by(name, ::listScramSecrets)
            "RebootBroker" -> by(name, ::rebootBroker)
            "UpdateBrokerCount" -> by(name, ::updateBrokerCount)
            "UpdateBrokerStorage" -> by(name, ::updateBrokerStorage)
            "UpdateBrokerType" -> by(name, ::updateBrokerType)
            "UpdateClusterConfiguration" -> by(name, ::updateClusterConfiguration)
            "UpdateClusterKafkaVersion" -> by(name, ::updateClusterKafkaVersion)
            "UpdateConnectivity" -> by(name, ::updateConnectivity)
            "UpdateMonitoring" -> by(name, ::updateMonitoring)
            "UpdateRebalancing" -> by(name, ::updateRebalancing)
            "UpdateSecurity" -> by(name, ::updateSecurity)
            "UpdateStorage" -> by(name, ::updateStorage)
            else -> null
        }

    private fun ofOthers(name: String): Operation<KafkaState, *, *>? =
        when (name) {
            "CreateConfiguration" -> by(name, ::createConfiguration)
            "CreateReplicator" -> by(name, ::createReplicator)
            "CreateVpcConnection" -> by(name, ::createVpcConnection)
            "DeleteConfiguration" -> by(name, ::deleteConfiguration)
            "DeleteReplicator" -> by(name, ::deleteReplicator)
            "DeleteVpcConnection" -> by(name, ::deleteVpcConnection)
            "DescribeConfiguration" -> by(name, ::describeConfiguration)
            "DescribeConfigurationRevision" -> by(name, ::describeConfigurationRevision)
            "DescribeReplicator" -> by(name, ::describeReplicator)
            "DescribeVpcConnection" -> by(name, ::describeVpcConnection)
            "ListClientVpcConnections" -> by(name, ::listClientVpcConnections)
            "ListConfigurationRevisions" -> by(name, ::listConfigurationRevisions)
            "ListConfigurations" -> by(name, ::listConfigurations)
            "ListReplicators" -> by(name, ::listReplicators)
            "ListTagsForResource" -> by(name, ::listTagsForResource)
            "ListVpcConnections" -> by(name, ::listVpcConnections)
            "RejectClientVpcConnection" -> by(name, ::rejectClientVpcConnection)
            "TagResource" -> by(name, ::tagResource)
            "UntagResource" -> by(name, ::untagResource)
            "UpdateConfiguration" -> by(name, ::updateConfiguration)
            "UpdateReplicationInfo" -> by(name, ::updateReplicationInfo)
            else -> null
        }

    private fun by(
        name: String,
        handler: (Map<String, Any?>, KafkaCall) -> Map<String, Any?>,
    ): Operation<KafkaState, *, *> = operationByMembers("kafka", name, handler)
}
