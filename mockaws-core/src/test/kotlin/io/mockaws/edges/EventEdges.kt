package io.mockaws.edges

import io.mockaws.services.events.events
import io.mockaws.services.events.rule
import software.amazon.awssdk.services.eventbridge.EventBridgeClient
import software.amazon.awssdk.services.eventbridge.model.Target
import software.amazon.awssdk.services.pipes.PipesClient
import software.amazon.awssdk.services.pipes.model.CreatePipeRequest
import software.amazon.awssdk.services.scheduler.SchedulerClient
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import software.amazon.awssdk.services.scheduler.model.Target as ScheduledTarget

private const val ROLE = "arn:aws:iam::123456789012:role/r"
private const val AGAIN =
    "It is tried again, 185 times in 24 hours unless the retry policy says less; then, and at once where it is refused for good, it goes " +
        "to the dead-letter queue"

/** What EventBridge, its schedules and its pipes bring. */
internal object EventEdges {
    private val again = Failure.AgainOrDead(1.minutes, AGAIN)

    /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html */
    private fun rule(
        to: Receiver,
        brings: String = "The event, a part of it, or what a template makes of it",
        judged: Judged = to.judged,
        more: Target.Builder.() -> Unit = {},
    ) = Edge("EventBridge, rule", to, brings, "events.amazonaws.com", again, judged, Causes.events) {
        EventBridgeClient.create().use { client ->
            client.rule("from", target) {
                deadLetterConfig { it.arn(letters) }
                more()
            }
        }
    }

    private fun away(
        name: String,
        region: String,
        account: String,
    ): Receiver {
        val here = Receivers.bus
        return Receiver(
            name,
            here.service,
            here.operation,
            Judged.NOBODY,
            make = {
                val there = account.ifEmpty { aws.accountId }
                aws.events(region, there).use { client ->
                    val bus = client.createEventBus { it.name(NAME) }.eventBusArn()
                    client.rule("seen", aws.logs.group("seen").put("s", "first").arn, bus = NAME)
                    bus
                }
            },
            arrived = { aws.logs.group("seen").events().map { it.message } },
        )
    }

    private fun recorded(
        name: String,
        service: String,
        operation: String,
        arn: String,
        more: Target.Builder.() -> Unit = {},
    ) = rule(Receivers.recorded(name, service, operation, arn), "What the target's parameters say") {
        roleArn(ROLE)
        more()
    }

    private val rules =
        listOf(
            rule(Receivers.queue),
            rule(Receivers.topic),
            rule(Receivers.function),
            rule(Receivers.stream) { roleArn(ROLE) },
            rule(Receivers.deliveryStream) { roleArn(ROLE) },
            rule(Receivers.logGroup),
            rule(Receivers.bus, "The event"),
            rule(away("event bus of another region", "eu-west-1", ""), "The event, with an id of its own") { roleArn(ROLE) },
            rule(away("event bus of another account", "us-east-1", "111122223333"), "The event") { roleArn(ROLE) },
            rule(Receivers.destination, "A call with what the connection adds; to endpoints of this machine") {
                roleArn(ROLE)
            },
            recorded("Step Functions state machine", "stepfunctions", "StartExecution", "states:PLACE:stateMachine:$NAME"),
            recorded("ECS task", "ecs", "RunTask", "ecs:PLACE:cluster/$NAME") {
                ecsParameters { it.taskDefinitionArn("arn:aws:ecs:us-east-1:123456789012:task-definition/t:1") }
            },
            recorded("Batch job", "batch", "SubmitJob", "batch:PLACE:job-queue/$NAME") {
                batchParameters { it.jobDefinition("d").jobName("j") }
            },
            recorded("CodeBuild project", "codebuild", "StartBuild", "codebuild:PLACE:project/$NAME"),
            recorded("CodePipeline pipeline", "codepipeline", "StartPipelineExecution", "codepipeline:PLACE:$NAME"),
            recorded("Systems Manager document", "ssm", "SendCommand", "ssm:PLACE:document/$NAME") {
                runCommandParameters { r -> r.runCommandTargets({ it.key("tag:a").values("b") }) }
            },
            recorded("SageMaker pipeline", "sagemaker", "StartPipelineExecution", "sagemaker:PLACE:pipeline/$NAME"),
            recorded("Redshift cluster", "redshift-data", "ExecuteStatement", "redshift:PLACE:cluster:$NAME") {
                redshiftDataParameters { it.database("db").sql("select 1") }
            },
            recorded("Inspector template", "inspector", "StartAssessmentRun", "inspector:PLACE:target/0-x/template/0-$NAME"),
        )

    /** https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html */
    private fun schedule(
        to: Receiver,
        brings: String = "The target's input, with the schedule's words in it",
        targetOf: Stage.() -> String = { target },
        input: Stage.(String) -> String = { it },
        more: ScheduledTarget.Builder.() -> Unit = {},
    ) = Edge(
        "EventBridge Scheduler",
        to,
        brings,
        "scheduler.amazonaws.com",
        again,
        Judged.ROLE,
        listOf(
            Cause("Java") { text ->
                SchedulerClient.create().use { client ->
                    client.createSchedule {
                        it.name("from").scheduleExpression("rate(10 days)").flexibleTimeWindow { w -> w.mode("OFF") }.target { t ->
                            t.arn(targetOf()).roleArn(ROLE).input(input(text)).deadLetterConfig { d -> d.arn(letters) }.more()
                        }
                    }
                }
            },
        ),
        hasCause = false,
    )

    private val schedules =
        listOf(
            schedule(Receivers.queue),
            schedule(Receivers.topic),
            schedule(Receivers.function, input = { "\"$it\"" }),
            schedule(Receivers.stream) { kinesisParameters { it.partitionKey("k") } },
            schedule(Receivers.deliveryStream),
            schedule(Receivers.bus, input = { """{"m":"$it"}""" }) { eventBridgeParameters { it.source("shop").detailType("Tick") } },
            schedule(
                Receivers.queue,
                "Any operation of any service, with the input as its members",
                { "arn:aws:scheduler:::aws-sdk:sqs:sendMessage" },
                { """{"QueueUrl":"${aws.sqs.queue(NAME).url}","MessageBody":"$it"}""" },
            ),
            schedule(
                Receivers.recorded(
                    "Step Functions state machine",
                    "stepfunctions",
                    "StartExecution",
                    "states:PLACE:stateMachine:$NAME"
                )
            ),
            schedule(Receivers.recorded("ECS task", "ecs", "RunTask", "ecs:PLACE:cluster/$NAME"), "What the target's parameters say") {
                ecsParameters { it.taskDefinitionArn("arn:aws:ecs:us-east-1:123456789012:task-definition/t:1") }
            },
            schedule(
                Receivers.recorded("CodeBuild project", "codebuild", "StartBuild", "codebuild:PLACE:project/$NAME"),
                input = { "{}" },
            ),
            schedule(
                Receivers.recorded("CodePipeline pipeline", "codepipeline", "StartPipelineExecution", "codepipeline:PLACE:$NAME"),
                "Nothing but the call",
            ),
        )

    private fun pipe(
        from: String,
        to: Receiver,
        brings: String,
        source: Stage.() -> String,
        causes: List<Cause>,
        failure: Failure,
        more: CreatePipeRequest.Builder.(Stage) -> Unit = {},
    ) = Edge("EventBridge Pipes, from $from", to, brings, "pipes.amazonaws.com", failure, Judged.ROLE, causes, hasCause = false) {
        val arn = source()
        val stage = this
        PipesClient.create().use { client ->
            client.createPipe { it.name("from").source(arn).target(target).roleArn(ROLE).more(stage) }
        }
    }

    /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-target.html */
    private fun ofQueue(
        to: Receiver,
        brings: String = "The message in SQS's form, or what a template makes of it",
        more: CreatePipeRequest.Builder.(Stage) -> Unit = {},
    ) = pipe(
        "SQS",
        to,
        brings,
        { aws.sqs.queue("from").arn },
        Causes.send,
        Failure.Again(1.minutes, "The message comes again when it is visible again; the queue's own dead-letter queue counts"),
        more,
    )

    private val ofStream =
        Failure.Again(
            1.hours,
            "The batch comes again until the source's retries or its age are over; then a record of it goes to the dead-letter queue"
        )

    private val pipes =
        listOf(
            ofQueue(Receivers.queue),
            ofQueue(Receivers.topic),
            ofQueue(Receivers.function, "The messages of a batch in a list"),
            ofQueue(Receivers.stream) { targetParameters { t -> t.kinesisStreamParameters { it.partitionKey("$.messageId") } } },
            ofQueue(Receivers.deliveryStream),
            ofQueue(Receivers.bus, "The message as the detail of an event"),
            ofQueue(Receivers.logGroup) { targetParameters { t -> t.cloudWatchLogsParameters { it.logStreamName("s") } } },
            ofQueue(Receivers.destination, "A call; to endpoints of this machine"),
            ofQueue(
                Receivers.recorded(
                    "Step Functions state machine",
                    "stepfunctions",
                    "StartExecution",
                    "states:PLACE:stateMachine:$NAME"
                ),
            ) { targetParameters { t -> t.stepFunctionStateMachineParameters { it.invocationType("FIRE_AND_FORGET") } } },
            ofQueue(
                Receivers.recorded("ECS task", "ecs", "RunTask", "ecs:PLACE:cluster/$NAME"),
                "What the target's parameters say"
            ) {
                targetParameters { t ->
                    t.ecsTaskParameters { it.taskDefinitionArn("arn:aws:ecs:us-east-1:123456789012:task-definition/t:1") }
                }
            },
            ofQueue(
                Receivers.recorded("Batch job", "batch", "SubmitJob", "batch:PLACE:job-queue/$NAME"),
                "What the target's parameters say"
            ) {
                targetParameters { t -> t.batchJobParameters { it.jobDefinition("d").jobName("j") } }
            },
            ofQueue(
                Receivers.recorded("Redshift cluster", "redshift-data", "ExecuteStatement", "redshift:PLACE:cluster:$NAME"),
                "What the target's parameters say",
            ) { targetParameters { t -> t.redshiftDataParameters { it.database("db").sqls("select 1") } } },
            pipe(
                "Kinesis",
                Receivers.queue,
                "The record in Kinesis's form, or what a template makes of it",
                { aws.kinesis.stream("from").arn },
                Causes.record,
                ofStream,
            ) {
                sourceParameters { s -> s.kinesisStreamParameters { it.startingPosition("TRIM_HORIZON") } }
                targetParameters { it.inputTemplate("<$.data>") }
            },
            pipe(
                "a DynamoDB stream",
                Receivers.queue,
                "The change in DynamoDB's form, or what a template makes of it",
                { aws.dynamoDb.table("from", "id").withStream().streamArn },
                Causes.item,
                ofStream,
            ) { sourceParameters { s -> s.dynamoDBStreamParameters { it.startingPosition("TRIM_HORIZON") } } },
            ofQueue(Receivers.queue, "What a function, asked in between with the messages, answers") { stage ->
                enrichment(stage.aws.lambda.function("enrich") { event -> event }.arn)
            },
        )

    val all = rules + schedules + pipes
}
