package io.mockaws.server

import io.mockaws.MockAws

/** What no step of [RandomLoad] is sure to make in [aws]: who there is, rules and schedules, settings, and what mail is sent by. */
internal fun leaveByFixtures(aws: MockAws) {
    aws.iam.group("left")
    aws.iam.user("left").addTo("left").accessKey()
    aws.iam.role("left")
    aws.iam.policy("left", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""")
    val target = aws.sqs.queue("targets").arn
    aws.eventBridge.bus("left").rule("left", """{"source":["shop"]}""", target)
    aws.scheduler.schedule("left", "rate(1 day)", target, "{}")
    aws.ec2.instance("left")
    aws.kinesis.stream("left").apply { isThrottled = true }.put("left", "key")
    aws.firehose.stream("left", "nowhere").put("lost").deliver().put("left")
    aws.pipes.pipe("left", aws.kinesis.stream("left").arn, target)
    aws.ssm.parameter("left", "1")
    aws.cloudWatch.metric("left", "left").put(1.0)
    aws.logs.group("left").put("left", "left")
    aws.secretsManager.secret("left", "hidden")
    aws.kafka.cluster("left").topic("left")
    aws.kafka.changesTake(java.time.Duration.ZERO)
    aws.pricing.ec2("left.large", "us-east-1", "1")
    aws.ses.identity("left@example.com")
    aws.ses.template("left", "Hello", text = "Hello").configurationSet("left").suppress("gone@example.com")
    leaveApis(aws)
}

/** An API of each kind with what belongs to it. */
private fun leaveApis(aws: MockAws) {
    val function = aws.lambda.function("left") { "left" }
    aws.apiGateway.httpApi("left").route("GET /left", function.arn)
}
