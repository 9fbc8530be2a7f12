package io.mockaws.services.kafka

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeUnique
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.collections.shouldNotContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldMatch
import io.mockaws.MockAws
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.kafka.KafkaClient
import software.amazon.awssdk.services.kafka.model.ClusterState
import software.amazon.awssdk.services.kafka.model.ClusterType
import software.amazon.awssdk.services.kafka.model.ConflictException
import software.amazon.awssdk.services.kafka.model.CreateClusterRequest
import software.amazon.awssdk.services.kafka.model.KafkaException
import software.amazon.awssdk.services.kafka.model.NotFoundException
import java.nio.file.Path
import kotlin.time.Duration.Companion.minutes

/** https://docs.aws.amazon.com/msk/1.0/apireference/what-is-msk.html */
class KafkaClusterTest {
    private fun kafka(test: (MockAws, KafkaClient) -> Unit) = MockAws.start().use { aws -> KafkaClient.create().use { test(aws, it) } }

    @Test
    fun `a cluster is made, shown with what AWS adds, and deleted`() =
        kafka { _, client ->
            val made = client.createCluster(ORDERS)
            made.state() shouldBe ClusterState.CREATING
            made.clusterArn() shouldMatch "arn:aws:kafka:us-east-1:\\d{12}:cluster/orders/[0-9a-f-]{36}-\\d+"
            val shown = client.describeCluster { it.clusterArn(made.clusterArn()) }.clusterInfo()
            shown.state() shouldBe ClusterState.ACTIVE
            shown.numberOfBrokerNodes() shouldBe 3
            shown.currentBrokerSoftwareInfo().kafkaVersion() shouldBe "3.6.0"
            shown.encryptionInfo().encryptionInTransit().clientBrokerAsString() shouldBe "TLS"
            shown.enhancedMonitoringAsString() shouldBe "DEFAULT"
            shown.currentVersion() shouldMatch "K[A-Z0-9]{13}"
            shown.zookeeperConnectString() shouldMatch "z-1\\.orders\\.\\w{6}\\.c\\d+\\.kafka\\.us-east-1\\.amazonaws\\.com:2181,z-2.*"
            val second = client.describeClusterV2 { it.clusterArn(made.clusterArn()) }.clusterInfo()
            second.clusterType() shouldBe ClusterType.PROVISIONED
            second.provisioned().brokerNodeGroupInfo().clientSubnets() shouldHaveSize 3
            client.deleteCluster { it.clusterArn(made.clusterArn()) }.state() shouldBe ClusterState.DELETING
            client.listClusters { }.clusterInfoList() shouldHaveSize 0
            shouldThrow<NotFoundException> { client.describeCluster { it.clusterArn(made.clusterArn()) } }.statusCode() shouldBe 404
        }

    @Test
    fun `it takes as long as the test says, by the clock`() =
        kafka { aws, client ->
            aws.time.freeze()
            aws.kafka.changesTake(20.minutes)
            val arn = client.createCluster(ORDERS).clusterArn()
            fun state() = client.describeCluster { it.clusterArn(arn) }.clusterInfo().state()
            state() shouldBe ClusterState.CREATING
            refusal {
                client.updateBrokerCount { it.clusterArn(arn).targetNumberOfBrokerNodes(6).currentVersion(client.version(arn)) }
            } shouldContain
                "BadRequestException"
            aws.time.advanceBy(20.minutes)
            state() shouldBe ClusterState.ACTIVE
            val before = client.version(arn)
            val operation = client.updateBrokerCount {
                it.clusterArn(arn).targetNumberOfBrokerNodes(6).currentVersion(before)
            }.clusterOperationArn()
            state() shouldBe ClusterState.UPDATING
            client.describeClusterOperation { it.clusterOperationArn(operation) }.clusterOperationInfo().operationState() shouldBe
                "UPDATE_IN_PROGRESS"
            aws.time.advanceBy(20.minutes)
            val info = client.describeClusterOperation { it.clusterOperationArn(operation) }.clusterOperationInfo()
            info.operationState() shouldBe "UPDATE_COMPLETE"
            info.operationType() shouldBe "INCREASE_BROKER_COUNT"
            info.sourceClusterInfo().numberOfBrokerNodes() shouldBe 3
            info.targetClusterInfo().numberOfBrokerNodes() shouldBe 6
            client.version(arn) shouldNotBe before
            client.listNodes { it.clusterArn(arn) }.nodeInfoList().map { it.brokerNodeInfo().brokerId() } shouldContainExactly
                listOf(1.0, 2.0, 3.0, 4.0, 5.0, 6.0)
            client.deleteCluster { it.clusterArn(arn) }
            state() shouldBe ClusterState.DELETING
            aws.time.advanceBy(20.minutes)
            client.listClustersV2 { }.clusterInfoList() shouldHaveSize 0
        }

    @Test
    fun `what changes a cluster leaves an operation each, and the next version`() =
        kafka { aws, client ->
            val arn = client.createCluster(ORDERS).clusterArn()
            val configuration = client.createConfiguration { it.name("c").serverProperties(SdkBytes.fromUtf8String("a=b")) }.arn()
            fun version() = client.version(arn)
            client.updateBrokerType { it.clusterArn(arn).currentVersion(version()).targetInstanceType("kafka.m5.xlarge") }
            client.updateBrokerStorage { r ->
                r.clusterArn(arn).currentVersion(version()).targetBrokerEBSVolumeInfo({ it.kafkaBrokerNodeId("ALL").volumeSizeGB(200) })
            }
            client.updateClusterConfiguration { r ->
                r.clusterArn(arn).currentVersion(version()).configurationInfo { it.arn(configuration).revision(1) }
            }
            client.updateClusterKafkaVersion { it.clusterArn(arn).currentVersion(version()).targetKafkaVersion("3.9.x") }
            client.updateMonitoring { it.clusterArn(arn).currentVersion(version()).enhancedMonitoring("PER_BROKER") }
            client.updateSecurity { r ->
                r.clusterArn(arn).currentVersion(version()).clientAuthentication { a -> a.sasl { s -> s.iam { it.enabled(true) } } }
            }
            client.updateConnectivity { r ->
                r.clusterArn(arn).currentVersion(version()).connectivityInfo { c -> c.publicAccess { it.type("SERVICE_PROVIDED_EIPS") } }
            }
            client.updateStorage { it.clusterArn(arn).currentVersion(version()).storageMode("TIERED") }
            client.rebootBroker { it.clusterArn(arn).brokerIds("1") }
            val shown = client.describeCluster { it.clusterArn(arn) }.clusterInfo()
            shown.brokerNodeGroupInfo().instanceType() shouldBe "kafka.m5.xlarge"
            shown.brokerNodeGroupInfo().storageInfo().ebsStorageInfo().volumeSize() shouldBe 200
            shown.currentBrokerSoftwareInfo().configurationArn() shouldBe configuration
            shown.currentBrokerSoftwareInfo().kafkaVersion() shouldBe "3.9.x"
            shown.enhancedMonitoringAsString() shouldBe "PER_BROKER"
            shown.storageModeAsString() shouldBe "TIERED"
            val operations = client.listClusterOperationsV2 { it.clusterArn(arn) }.clusterOperationInfoList()
            operations shouldHaveSize 9
            operations.map { it.operationArn() }.shouldBeUnique()
            client.getBootstrapBrokers { it.clusterArn(arn) }.bootstrapBrokerStringPublicSaslIam() shouldContain "b-1-public.orders."
            refusal { client.rebootBroker { it.clusterArn(arn).brokerIds("9") } } shouldContain "BadRequestException"
            refusal { client.deleteConfiguration { it.arn(configuration) } } shouldContain "BadRequestException"
            refusal { client.updateMonitoring { it.clusterArn(arn).currentVersion("K1").enhancedMonitoring("DEFAULT") } } shouldContain
                "BadRequestException"
            aws.kafka.cluster("orders").state shouldBe "ACTIVE"
        }

    @Test
    fun `addresses are in AWS's form, by what lets clients in`() =
        kafka { aws, client ->
            val arn = client.createCluster(ORDERS).clusterArn()
            val brokers = client.getBootstrapBrokers { it.clusterArn(arn) }
            brokers.bootstrapBrokerStringTls().split(',') shouldHaveSize 3
            brokers.bootstrapBrokerStringTls() shouldMatch "b-1\\.orders\\.\\w{6}\\.c\\d+\\.kafka\\.us-east-1\\.amazonaws\\.com:9094,.*"
            brokers.bootstrapBrokerString() shouldBe null
            val open = client.getBootstrapBrokers { it.clusterArn(aws.kafka.cluster("open").arn) }
            open.bootstrapBrokerString() shouldContain ":9092"
            val serverless = client.getBootstrapBrokers { it.clusterArn(aws.kafka.serverless("free").arn) }
            serverless.bootstrapBrokerStringSaslIam() shouldMatch
                "boot-\\w{6}\\.c\\d+\\.kafka-serverless\\.us-east-1\\.amazonaws\\.com:9098"
            refusal { client.getBootstrapBrokers { it.clusterArn("$arn-no") } } shouldContain "BadRequestException: Resource not found"
        }

    @Test
    fun `what cannot be is refused in AWS's words`() =
        kafka { _, client ->
            client.createCluster(ORDERS)
            val taken = shouldThrow<ConflictException> { client.createCluster(ORDERS) }
            taken.awsErrorDetails().errorMessage() shouldBe "A resource with this name already exists."
            taken.invalidParameter() shouldBe "name"
            refusal { client.createCluster(ORDERS.toBuilder().clusterName("o2").kafkaVersion("9.9").build()) } shouldContain
                "BadRequestException: Unsupported KafkaVersion [9.9]. Valid values: [1.1.1, 2.1.0,"
            refusal { client.createCluster(ORDERS.toBuilder().clusterName("o3").numberOfBrokerNodes(4).build()) } shouldContain
                "The number of broker nodes must be a multiple of Availability Zones in the Client Subnets parameter."
            refusal { client.createCluster(ORDERS.toBuilder().clusterName("").build()) } shouldContain "BadRequestException"
            refusal { client.createClusterV2 { it.clusterName("neither") } } shouldContain "BadRequestException"
        }

    @Test
    fun `configurations have revisions`() =
        kafka { _, client ->
            val made =
                client.createConfiguration {
                    it.name("c").description("one").kafkaVersions("3.9.x").serverProperties(SdkBytes.fromUtf8String("a=1"))
                }
            made.latestRevision().revision() shouldBe 1
            client.updateConfiguration { it.arn(made.arn()).description("two").serverProperties(SdkBytes.fromUtf8String("a=2")) }
                .latestRevision().revision() shouldBe 2
            client.describeConfigurationRevision { it.arn(made.arn()).revision(1) }.serverProperties().asUtf8String() shouldBe "a=1"
            client.listConfigurationRevisions { it.arn(made.arn()) }.revisions().map { it.description() } shouldContainExactly
                listOf("one", "two")
            client.describeConfiguration { it.arn(made.arn()) }.latestRevision().description() shouldBe "two"
            client.listConfigurations { }.configurations().single().kafkaVersions() shouldBe listOf("3.9.x")
            shouldThrow<ConflictException> { client.createConfiguration { it.name("c").serverProperties(SdkBytes.fromUtf8String("")) } }
            client.deleteConfiguration { it.arn(made.arn()) }
            shouldThrow<NotFoundException> { client.describeConfiguration { it.arn(made.arn()) } }
        }

    @Test
    fun `secrets, policies and tags belong to a cluster`() =
        kafka { _, client ->
            val arn = client.createCluster(ORDERS.toBuilder().tags(mapOf("a" to "1")).build()).clusterArn()
            val secret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:AmazonMSK_orders-abcdef"
            val answer = client.batchAssociateScramSecret {
                it.clusterArn(arn).secretArnList(secret, "arn:aws:secretsmanager:us-east-1:1:secret:x")
            }
            answer.unprocessedScramSecrets() shouldHaveSize 1
            client.listScramSecrets { it.clusterArn(arn) }.secretArnList() shouldBe listOf(secret)
            client.batchDisassociateScramSecret { it.clusterArn(arn).secretArnList(secret) }.unprocessedScramSecrets() shouldHaveSize 0
            val policy = """{"Version":"2012-10-17","Statement":[]}"""
            val first = client.putClusterPolicy { it.clusterArn(arn).policy(policy) }.currentVersion()
            client.getClusterPolicy { it.clusterArn(arn) }.policy() shouldBe policy
            client.putClusterPolicy { it.clusterArn(arn).policy(policy).currentVersion(first) }.currentVersion() shouldNotBe first
            refusal { client.putClusterPolicy { it.clusterArn(arn).policy(policy).currentVersion(first) } } shouldContain "Version mismatch"
            client.deleteClusterPolicy { it.clusterArn(arn) }
            shouldThrow<NotFoundException> { client.getClusterPolicy { it.clusterArn(arn) } }
            client.tagResource { it.resourceArn(arn).tags(mapOf("b" to "2")) }
            client.untagResource { it.resourceArn(arn).tagKeys("a") }
            client.listTagsForResource { it.resourceArn(arn) }.tags() shouldBe mapOf("b" to "2")
        }

    @Test
    fun `connections from VPCs and replicators are kept`() =
        kafka { aws, client ->
            val orders = aws.kafka.cluster("orders").arn
            val copy = aws.kafka.cluster("copy").arn
            val connection =
                client.createVpcConnection {
                    it.targetClusterArn(orders).authentication("SASL_IAM").vpcId("vpc-1").clientSubnets("subnet-1").securityGroups("sg-1")
                }
            client.listClientVpcConnections { it.clusterArn(orders) }.clientVpcConnections().single().stateAsString() shouldBe "AVAILABLE"
            client.rejectClientVpcConnection { it.clusterArn(orders).vpcConnectionArn(connection.vpcConnectionArn()) }
            client.describeVpcConnection { it.arn(connection.vpcConnectionArn()) }.stateAsString() shouldBe "REJECTED"
            client.deleteVpcConnection { it.arn(connection.vpcConnectionArn()) }
            client.listVpcConnections { }.vpcConnections() shouldHaveSize 0
            val made =
                client.createReplicator { r ->
                    r.replicatorName("mirror").serviceExecutionRoleArn("arn:aws:iam::123456789012:role/r").kafkaClusters(
                        { c -> c.amazonMskCluster { it.mskClusterArn(orders) }.vpcConfig { it.subnetIds("subnet-1") } },
                        { c -> c.amazonMskCluster { it.mskClusterArn(copy) }.vpcConfig { it.subnetIds("subnet-1") } },
                    ).replicationInfoList({ i ->
                        i.sourceKafkaClusterArn(orders).targetKafkaClusterArn(copy).targetCompressionType("NONE")
                            .topicReplication { it.topicsToReplicate(".*") }.consumerGroupReplication { it.consumerGroupsToReplicate(".*") }
                    })
                }
            val shown = client.describeReplicator { it.replicatorArn(made.replicatorArn()) }
            shown.replicatorStateAsString() shouldBe "RUNNING"
            shown.kafkaClusters() shouldHaveSize 2
            shown.replicationInfoList().single().topicReplication().topicsToReplicate() shouldBe listOf(".*")
            client.updateReplicationInfo { r ->
                r.replicatorArn(
                    made.replicatorArn()
                ).currentVersion(shown.currentVersion()).sourceKafkaClusterArn(orders).targetKafkaClusterArn(copy)
                    .topicReplication {
                        it.topicsToReplicate("orders").topicsToExclude("x").copyTopicConfigurations(true).detectAndCopyNewTopics(true)
                            .copyAccessControlListsForTopics(false)
                    }
            }
            client.describeReplicator { it.replicatorArn(made.replicatorArn()) }.replicationInfoList().single().topicReplication()
                .topicsToReplicate() shouldBe listOf("orders")
            client.listReplicators { }.replicators().single().replicatorName() shouldBe "mirror"
            client.deleteReplicator { it.replicatorArn(made.replicatorArn()) }
            client.listReplicators { }.replicators() shouldHaveSize 0
        }

    @Test
    fun `versions of Kafka, and those to go to`() =
        kafka { aws, client ->
            client.listKafkaVersionsPaginator { it.maxResults(10) }.kafkaVersions().map { it.version() } shouldContain "4.1.x.kraft"
            val arn = client.createCluster(ORDERS).clusterArn()
            val targets = client.getCompatibleKafkaVersions { it.clusterArn(arn) }.compatibleKafkaVersions().single().targetVersions()
            targets shouldContain "3.9.x"
            targets shouldNotContain "4.0.x.kraft"
            aws.kafka.clusters().map { it.name } shouldBe listOf("orders")
        }

    @Test
    fun `topics of a cluster without a broker are what the test puts there`(@TempDir folder: Path) =
        kafka { aws, client ->
            val cluster = aws.kafka.cluster("orders").topic("paid", partitions = 2, configs = mapOf("retention.ms" to "1000")).topic("sent")
            client.listTopics { it.clusterArn(cluster.arn) }.topics().map { it.topicName() to it.partitionCount() } shouldBe
                listOf("paid" to 2, "sent" to 1)
            client.describeTopic { it.clusterArn(cluster.arn).topicName("paid") }.replicationFactor() shouldBe 3
            client.describeTopicPartitions { it.clusterArn(cluster.arn).topicName("paid") }.partitions().map { it.leader() } shouldBe
                listOf(1, 2)
            shouldThrow<NotFoundException> { client.describeTopic { it.clusterArn(cluster.arn).topicName("none") } }
            shouldThrow<IllegalArgumentException> { cluster.topic("paid") }
            aws.save(folder.resolve("world.zip"))
            MockAws.start().use { other ->
                other.load(folder.resolve("world.zip"))
                other.kafka.cluster("orders").topics shouldBe listOf("paid", "sent")
            }
            aws.fork().use { fork ->
                fork.kafka.cluster("orders").topic("more")
                cluster.topics shouldBe listOf("paid", "sent")
            }
        }

    @Test
    fun `a broker needs its module`() =
        kafka { aws, _ ->
            val failure = shouldThrow<IllegalStateException> { aws.kafka.cluster("orders", broker = true) }
            failure.message shouldContain "mockaws-kafka"
            aws.kafka.clusters() shouldHaveSize 0
        }

    private companion object {
        val ORDERS: CreateClusterRequest =
            CreateClusterRequest.builder().clusterName("orders").kafkaVersion("3.6.0").numberOfBrokerNodes(3)
                .brokerNodeGroupInfo { it.instanceType("kafka.m5.large").clientSubnets("subnet-1", "subnet-2", "subnet-3") }.build()

        fun KafkaClient.version(arn: String): String = describeCluster { it.clusterArn(arn) }.clusterInfo().currentVersion()

        fun refusal(call: () -> Any?): String =
            try {
                "answered ${call()}"
            } catch (refused: KafkaException) {
                "${refused.awsErrorDetails().errorCode()}: ${refused.awsErrorDetails().errorMessage()}"
            }
    }
}
