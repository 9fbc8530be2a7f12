package io.mockaws

import io.mockaws.MockCore.Need
import io.mockaws.engine.context
import io.mockaws.sam.SamOptions
import io.mockaws.sam.SamProject
import io.mockaws.server.ServerMode
import io.mockaws.services.apigateway.ApiFixture
import io.mockaws.services.apigateway.ApiGatewayFixture
import io.mockaws.services.apigateway.ApiGatewayService
import io.mockaws.services.cloudformation.CloudFormationFixture
import io.mockaws.services.cloudformation.CloudFormationService
import io.mockaws.services.cloudwatch.CloudWatchFixture
import io.mockaws.services.cloudwatch.CloudWatchService
import io.mockaws.services.dynamodb.DynamoDbFixture
import io.mockaws.services.dynamodb.DynamoDbService
import io.mockaws.services.ec2.Ec2Fixture
import io.mockaws.services.ec2.Ec2Service
import io.mockaws.services.elbv2.ElbV2Fixture
import io.mockaws.services.elbv2.ElbV2Service
import io.mockaws.services.events.EventBridgeFixture
import io.mockaws.services.events.EventsService
import io.mockaws.services.firehose.FirehoseFixture
import io.mockaws.services.firehose.FirehoseService
import io.mockaws.services.iam.IamFixture
import io.mockaws.services.iam.IamService
import io.mockaws.services.kafka.KafkaFixture
import io.mockaws.services.kafka.KafkaService
import io.mockaws.services.kinesis.KinesisFixture
import io.mockaws.services.kinesis.KinesisService
import io.mockaws.services.kms.KmsFixture
import io.mockaws.services.kms.KmsService
import io.mockaws.services.lambda.LambdaFixture
import io.mockaws.services.lambda.LambdaService
import io.mockaws.services.logs.LogsFixture
import io.mockaws.services.logs.LogsService
import io.mockaws.services.pipes.PipesFixture
import io.mockaws.services.pipes.PipesService
import io.mockaws.services.pricing.PricingFixture
import io.mockaws.services.pricing.PricingService
import io.mockaws.services.s3.S3Fixture
import io.mockaws.services.s3.S3Service
import io.mockaws.services.scheduler.SchedulerFixture
import io.mockaws.services.scheduler.SchedulerService
import io.mockaws.services.secretsmanager.SecretsManagerFixture
import io.mockaws.services.secretsmanager.SecretsManagerService
import io.mockaws.services.ses.SesFixture
import io.mockaws.services.ses.SesService
import io.mockaws.services.sns.SnsFixture
import io.mockaws.services.sns.SnsService
import io.mockaws.services.sqs.SqsFixture
import io.mockaws.services.sqs.SqsService
import io.mockaws.services.ssm.SsmFixture
import io.mockaws.services.ssm.SsmService
import io.mockaws.testing.CallControl
import java.io.IOException
import java.nio.file.Path

/** What a test makes and looks at in the services that are written by hand, a fixture each. */
public abstract class ServiceFixtures internal constructor(
    private val core: MockCore,
) : CallControl(core) {
    private fun world() = core.memory(Need.FIXTURES).world

    /** Amazon API Gateway of the mock's account and region: `aws.apiGateway.api("orders").get("/orders/1")`. */
    @get:JvmName("apiGateway")
    public val apiGateway: ApiGatewayFixture =
        ApiGatewayFixture({ world().context(ApiGatewayService) }, { core.handler }) { calls("apigatewaymanagementapi") }

    /** Amazon S3: `aws.s3.bucket("receipts")`. */
    @get:JvmName("s3")
    public val s3: S3Fixture = S3Fixture({ world().context(S3Service) }) { calls("s3") }

    /** AWS CloudFormation of the mock's account and region: `aws.cloudFormation.deploy("stack.yaml")`. */
    @get:JvmName("cloudFormation")
    public val cloudFormation: CloudFormationFixture =
        CloudFormationFixture({ world().context(CloudFormationService) }) { calls("cloudformation") }

    /** Amazon CloudWatch of the mock's account and region: `aws.cloudWatch.alarm("slow").state`. */
    @get:JvmName("cloudWatch")
    public val cloudWatch: CloudWatchFixture =
        CloudWatchFixture({ world().context(CloudWatchService) }) { calls("cloudwatch") }

    /** Amazon DynamoDB's tables in the mock's account and region. */
    @get:JvmName("dynamoDb")
    public val dynamoDb: DynamoDbFixture = DynamoDbFixture({ world().context(DynamoDbService) }) { calls("dynamodb") }

    /** Amazon EC2 of the mock's account and region: `aws.ec2.instance("web")`. */
    @get:JvmName("ec2")
    public val ec2: Ec2Fixture = Ec2Fixture({ world().context(Ec2Service) }) { calls("ec2") }

    /** Elastic Load Balancing of the mock's account and region: `aws.elbV2.targetGroup("web").unhealthy(id)`. */
    @get:JvmName("elbV2")
    public val elbV2: ElbV2Fixture = ElbV2Fixture({ world().context(ElbV2Service) }) { calls("elbv2") }

    /** Amazon EventBridge of the mock's account and region. */
    @get:JvmName("eventBridge")
    public val eventBridge: EventBridgeFixture =
        EventBridgeFixture({ world().context(EventsService) }) { calls("events") }

    /** Amazon Data Firehose of the mock's account and region: `aws.firehose.stream("logs", "bucket")`. */
    @get:JvmName("firehose")
    public val firehose: FirehoseFixture = FirehoseFixture({ world().context(FirehoseService) }) { calls("firehose") }

    /** AWS IAM of the mock's account: `aws.iam.role("reader").allow("s3:GetObject")`. */
    @get:JvmName("iam")
    public val iam: IamFixture = IamFixture({ world().context(IamService) }) { calls("iam") }

    /** Amazon MSK of the mock's account and region: `aws.kafka.cluster("orders", broker = true)`. */
    @get:JvmName("kafka")
    public val kafka: KafkaFixture = KafkaFixture({ world().context(KafkaService) }) { calls("kafka") }

    /** Amazon Kinesis Data Streams of the mock's account and region: `aws.kinesis.stream("clicks")`. */
    @get:JvmName("kinesis")
    public val kinesis: KinesisFixture = KinesisFixture({ world().context(KinesisService) }) { calls("kinesis") }

    /** AWS KMS of the mock's account and region: `aws.kms.key("orders")`. */
    @get:JvmName("kms")
    public val kms: KmsFixture = KmsFixture({ world().context(KmsService) }) { calls("kms") }

    /** AWS Lambda of the mock's account and region: `aws.lambda.function("resize") { event -> ... }`. */
    @get:JvmName("lambda")
    public val lambda: LambdaFixture =
        LambdaFixture({ world().context(LambdaService) }, { core.handler }) { calls("lambda") }

    /** Amazon CloudWatch Logs of the mock's account and region: `aws.logs.group("/aws/lambda/resize").events()`. */
    @get:JvmName("logs")
    public val logs: LogsFixture = LogsFixture({ world().context(LogsService) }) { calls("logs") }

    /** Amazon EventBridge Pipes of the mock's account and region: `aws.pipes.pipe("orders", queue.arn, function.arn)`. */
    @get:JvmName("pipes")
    public val pipes: PipesFixture = PipesFixture({ world().context(PipesService) }) { calls("pipes") }

    /** AWS Price List, with what ships and what the test adds: `aws.pricing.ec2("m5.large", "eu-west-1", "0.107")`. */
    @get:JvmName("pricing")
    public val pricing: PricingFixture = PricingFixture { world().context(PricingService) }

    /** Amazon EventBridge Scheduler of the mock's account and region. */
    @get:JvmName("scheduler")
    public val scheduler: SchedulerFixture =
        SchedulerFixture({ world().context(SchedulerService) }) { calls("scheduler") }

    /** AWS Secrets Manager of the mock's account and region. */
    @get:JvmName("secretsManager")
    public val secretsManager: SecretsManagerFixture =
        SecretsManagerFixture({ world().context(SecretsManagerService) }) { calls("secretsmanager") }

    /** Amazon SES of the mock's account and region, by either of its APIs: `aws.ses.sent`. */
    @get:JvmName("ses")
    public val ses: SesFixture =
        SesFixture({ world().context(SesService) }) { calls().where { it.service == "ses" || it.service == "sesv2" } }

    /** Amazon SNS of the mock's account and region: `aws.sns.topic("orders")`. */
    @get:JvmName("sns")
    public val sns: SnsFixture = SnsFixture({ world().context(SnsService) }) { calls("sns") }

    /** Amazon SQS of the mock's account and region. */
    @get:JvmName("sqs")
    public val sqs: SqsFixture = SqsFixture({ world().context(SqsService) }) { calls("sqs") }

    /** Parameter Store of AWS Systems Manager, of the mock's account and region. */
    @get:JvmName("ssm")
    public val ssm: SsmFixture = SsmFixture({ world().context(SsmService) }) { calls("ssm") }

    /**
     * Puts [api] behind a port of 127.0.0.1 of its own, at `/` without its stage, for browsers and any HTTP or WebSocket
     * client: `aws.serve(aws.apiGateway.api("orders")).endpoint`. Needs the module `mockaws-ktor`. The port is free again
     * when the server is closed, or this mock.
     *
     * @param port the port, or 0 for one that is free
     * @throws IllegalArgumentException where the API has no stage, or several and none was chosen
     * @throws java.io.IOException when the port cannot be had
     */
    @JvmOverloads
    @Throws(IOException::class)
    public fun serve(
        api: ApiFixture,
        port: Int = 0,
    ): ServerMode.Server {
        val server = ServerMode.installed().serve(api.atRoot(), port)
        return world().running.part("server at ${server.endpoint}") { server }
    }

    /**
     * Deploys the project of AWS SAM whose template is [template], a path from the folder in which the test runs:
     * `aws.sam("template.yaml").api.get("/hello")`. Values of parameters come from `samconfig.toml` beside it, if that is there.
     *
     * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification.html
     *
     * @throws IllegalArgumentException when the template is wrong: a line for each thing, with file, line and column
     * @throws IllegalStateException when a resource of it fails, with its reason
     */
    public fun sam(template: String): SamProject = sam(template, SamOptions.NONE)

    /** The same with values of the template's parameters. */
    public fun sam(
        template: String,
        parameters: Map<String, String>,
    ): SamProject =
        sam(
            template,
            SamOptions.builder().also {
                parameters.forEach { (name, value) -> it.parameter(name, value) }
            }.build()
        )

    /** The same with all that can be given beside the template. */
    public fun sam(
        template: String,
        options: SamOptions,
    ): SamProject =
        SamProject(
            Path.of(template),
            options,
            core.options.region,
            core.options.accountId,
            cloudFormation,
            apiGateway,
            lambda,
            s3,
        )
}
