package io.mockaws.compat.services

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.TestFactory
import org.junit.jupiter.api.TestInstance
import software.amazon.awssdk.awscore.exception.AwsServiceException
import software.amazon.awssdk.core.SdkClient
import software.amazon.awssdk.core.SdkField
import software.amazon.awssdk.utils.builder.SdkBuilder
import java.util.TreeMap
import java.util.concurrent.ConcurrentHashMap

/**
 * Every operation of every service on the class path, called by the SDK's own client: with the members that it needs and with
 * all that it has. What comes back has to be something that the SDK reads: an output, an error of AWS's, or 501. A stub then
 * has to see every member of the request, and the client every member of the response. With the profile `every-service` the
 * class path has all of the SDK.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryOperationTest {
    private val counts = ConcurrentHashMap<String, Counts>()

    @TestFactory
    fun `every operation is read, answered and written`(): List<DynamicTest> =
        SdkModules.clients().filter { isEvery || it.simpleName.removeSuffix("Client") in SOME }.map { type ->
            DynamicTest.dynamicTest(type.simpleName) {
                val module = Module(type)
                val problems = module.run()
                counts[type.simpleName] = module.counts
                withClue(type.name) { problems.joinToString("\n") shouldBe "" }
            }
        }

    @AfterAll
    fun `what came of it`() {
        val all = counts.values.fold(Counts()) { sum, it -> sum + it }
        println("${counts.size} modules, $all")
        System.getProperty("mockaws.counts")?.let { file ->
            java.io.File(file).writeText(TreeMap(counts).entries.joinToString("\n") { "${it.key}: ${it.value}" })
        }
    }

    private class Module(
        private val type: Class<*>,
    ) {
        var counts = Counts()
            private set
        private val problems = ArrayList<String>()

        fun run(): List<String> {
            MockAws.start().use { aws ->
                (type.getMethod("builder").invoke(null) as SdkBuilder<*, *>).build().let { it as SdkClient }.use { client ->
                    for (operation in SdkModules.operations(type)) call(aws, client, operation)
                }
            }
            return problems
        }

        private fun call(
            aws: MockAws,
            client: SdkClient,
            operation: SdkOperation,
        ) {
            counts += Counts(operations = 1)
            for (onlyRequired in listOf(true, false)) {
                val seen = aws.calls().size
                counts += try {
                    SdkValues.leaves(operation.call(client, SdkValues(onlyRequired).of(operation.request)))
                    Counts(outputs = 1)
                } catch (failure: Throwable) {
                    kind(failure, isSent = aws.calls().size > seen)
                        ?: Counts(faults = 1).also {
                            problems +=
                                "${operation.name} ${if (onlyRequired) "(required)" else "(all)"}: $failure"
                        }
                }
            }
            val sent = aws.calls().lastOrNull()?.takeIf { it.operation == operation.name } ?: return
            if (operation.name in CHECKED_BY_SDK) return
            counts += stubbed(aws, client, operation, sent.service)
        }

        /** Whether what is sent arrives, and what is answered comes back, whole. */
        private fun stubbed(
            aws: MockAws,
            client: SdkClient,
            operation: SdkOperation,
            service: String,
        ): Counts {
            val request = SdkValues(onlyRequired = false, ::isOfSdk).of(operation.request)
            val response = SdkValues(onlyRequired = false, ::isOfSdk).of(operation.response)
            var arrived: List<String>? = null
            var isWhole = true
            aws.on(service, operation.name) {
                arrived = SdkValues.leaves(input)
                isWhole = notHonoured.isEmpty()
                respond(response)
            }.use {
                try {
                    val answer = SdkValues.leaves(operation.call(client, request))
                    // What nobody honours is not told; and a map of a query's parameters has all of them, as Smithy wants it.
                    val lost = SdkValues.leaves(request) - arrived!!.toSet()
                    if (isWhole && lost.isNotEmpty()) return wrong(operation, "the request lost $lost")
                    val expected = SdkValues.leaves(response)
                    if (answer != expected) {
                        return wrong(operation, "the response lost ${expected - answer.toSet()}, and got ${answer - expected.toSet()}")
                    }
                } catch (failure: Exception) {
                    return if (arrived == null && failure is RuntimeException) Counts(notSent = 1) else wrong(operation, "$failure")
                }
            }
            return Counts(whole = 1)
        }

        /** Members that are not what they say: S3's `Expires` is `ExpiresString` too, and the SDK acts on a checksum's name itself. */
        private fun isOfSdk(field: SdkField<*>) =
            type.simpleName == "S3Client" && field.memberName() in setOf("Expires", "ChecksumAlgorithm")

        private fun wrong(
            operation: SdkOperation,
            what: String,
        ): Counts {
            problems += "${operation.name} (stubbed): $what"
            return Counts(faults = 1)
        }

        private fun kind(
            failure: Throwable,
            isSent: Boolean,
        ): Counts? =
            when {
                failure is AwsServiceException && failure.statusCode() == NOT_IMPLEMENTED -> Counts(notImplemented = 1)
                failure is AwsServiceException && isOfAws(failure) -> Counts(errors = 1)
                failure is RuntimeException && !isSent -> Counts(notSent = 1)
                else -> null
            }

        private fun isOfAws(failure: AwsServiceException): Boolean {
            val details = failure.awsErrorDetails()
            return failure.statusCode() < SERVER_ERROR && !details?.errorCode().isNullOrEmpty() && details.errorCode() != "UnknownError"
        }
    }

    /** What calls came to; each operation is called twice, and once more with a stub. */
    private data class Counts(
        val operations: Int = 0,
        val outputs: Int = 0,
        val errors: Int = 0,
        val notImplemented: Int = 0,
        /** The SDK itself refused. */
        val notSent: Int = 0,
        /** Stubbed calls whose request and response came through whole. */
        val whole: Int = 0,
        val faults: Int = 0,
    ) {
        operator fun plus(more: Counts) =
            Counts(
                operations + more.operations,
                outputs + more.outputs,
                errors + more.errors,
                notImplemented + more.notImplemented,
                notSent + more.notSent,
                whole + more.whole,
                faults + more.faults,
            )

        override fun toString() =
            "$operations operations: $outputs outputs, $errors errors of AWS's, $notImplemented 501s, $notSent that the SDK did not send, $whole stubbed came through whole, $faults faults"
    }

    private companion object {
        /** Of every protocol, large and small. All would take minutes. */
        val SOME =
            (
                "Amp ApiGateway ApiGatewayManagementApi ApiGatewayV2 ApplicationInsights AppSync Athena AutoScaling " +
                    "CloudFormation CloudFront CloudHsm CloudTrail CloudWatch CloudWatchLogs CodeCommit Dlm DynamoDb " +
                    "Ec2 ElasticLoadBalancingV2 EventBridge Firehose Glue Iam Iot Kafka Kinesis Kms Lambda Mwaa NetworkManager Pipes " +
                    "Pricing Rbin ResourceGroups Route53 S3 Scheduler Schemas SecretsManager Ses SesV2 Sns Sqs Ssm " +
                    "Sts Textract TimestreamInfluxDb XRay"
                ).split(' ').toSet()

        /** The SDK itself looks whether the digests in the answer are right, which those of made up answers are not. */
        val CHECKED_BY_SDK = setOf("SendMessage", "SendMessageBatch", "ReceiveMessage")
        val isEvery = System.getProperty("mockaws.every") == "true"
        const val NOT_IMPLEMENTED = 501
        const val SERVER_ERROR = 500
    }
}
