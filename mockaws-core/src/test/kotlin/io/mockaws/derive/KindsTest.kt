package io.mockaws.derive

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.mockaws.model.Models
import org.junit.jupiter.api.Test

/** What rules make of operations of many services. */
class KindsTest {
    @Test
    fun `operations are told by their names and shapes`() {
        val wrong =
            EXPECTED.trimIndent().lines().map { it.split(Regex(" +")) }.filter { (service, operation, role) ->
                roleOf(service, operation) != role
            }
        withClue(wrong.joinToString("\n") { (service, operation) -> "$service $operation is ${roleOf(service, operation)}" }) {
            wrong shouldBe emptyList()
        }
    }

    @Test
    fun `what no model tells is left alone`() {
        val loud =
            mapOf(
                "lambda" to listOf("Invoke", "InvokeAsync"),
                "kms" to listOf("Encrypt", "Decrypt", "GenerateDataKey", "Sign", "Verify"),
                "athena" to listOf("StartQueryExecution", "GetQueryResults"),
                "kinesis" to listOf("PutRecord", "PutRecords", "GetRecords", "GetShardIterator"),
                "rekognition" to listOf("DetectFaces", "CompareFaces"),
                "logs" to listOf("StartQuery", "FilterLogEvents"),
                "cloudwatch" to listOf("PutMetricData", "GetMetricData", "GetMetricStatistics"),
                "sns" to listOf("Publish"),
                "events" to listOf("PutEvents", "TestEventPattern"),
                "textract" to listOf("AnalyzeDocument"),
                "polly" to listOf("SynthesizeSpeech"),
                "sts" to listOf("AssumeRole", "GetSessionToken"),
                "rds-data" to listOf("ExecuteStatement"),
                "ce" to listOf("GetCostAndUsage"),
            )
        for ((service, operations) in loud) {
            for (operation in operations) withClue("$service:$operation") { roleOf(service, operation) shouldBe "unknown" }
        }
    }

    private fun roleOf(
        service: String,
        operation: String,
    ): String {
        val rules = rules.getOrPut(service) { ServiceRules(Models.service(service)) }
        return when (val role = rules.kinds.role(rules.model.operation(operation)!!)) {
            is Role.Create -> if (role.isUpsert) "sets:${role.kind}" else "creates:${role.kind}"
            is Role.Read -> "reads:${role.kind}"
            is Role.Many -> "lists:${role.kind}"
            is Role.Update -> "updates:${role.kind}"
            is Role.Delete -> "deletes:${role.kind}"
            is Role.Unset -> "unsets:${role.kind}"
            is Role.Tags -> "tags:${role.does.name.lowercase()}"
            Role.Unknown -> "unknown"
        }
    }

    private companion object {
        val rules = HashMap<String, ServiceRules>()

        const val EXPECTED =
            """
            batch CreateJobQueue creates:jobqueue
            batch DescribeJobQueues lists:jobqueue
            batch RegisterJobDefinition creates:jobdefinition
            batch SubmitJob creates:job
            codebuild StartBuild creates:build
            codebuild BatchGetBuilds lists:build
            codebuild StopBuild updates:build
            dax IncreaseReplicationFactor updates:cluster
            ecr PutLifecyclePolicy sets:lifecyclepolicy
            ecr GetLifecyclePolicy reads:lifecyclepolicy
            ecr PutImageTagMutability updates:repository
            ecs CreateCluster creates:cluster
            ecs DescribeClusters lists:cluster
            ecs TagResource tags:tag
            eks CreateNodegroup creates:nodegroup
            elasticache CreateCacheCluster creates:cachecluster
            elasticache ModifyCacheCluster updates:cachecluster
            elasticache RemoveTagsFromResource tags:untag
            glue BatchGetPartition lists:partition
            iam CreateRole creates:role
            iam PutRolePolicy sets:rolepolicy
            iam TagRole tags:tag
            iam ListRoleTags tags:list
            organizations CreateOrganization creates:organization
            rds CreateDBInstanceReadReplica creates:dbinstance
            rds RestoreDBInstanceFromDBSnapshot creates:dbinstance
            rds CopyDBSnapshot creates:dbsnapshot
            servicediscovery CreateHttpNamespace creates:namespace
            servicediscovery UpdateHttpNamespace updates:namespace
            workspaces CreateWorkspaces creates:workspace
            """
    }
}
