// Answers requests of AWS CloudFormation to custom resources.
exports.SUCCESS = "SUCCESS";
exports.FAILED = "FAILED";

exports.send = function (event, context, responseStatus, responseData, physicalResourceId, noEcho) {
  return new Promise((resolve, reject) => {
    const url = new URL(event.ResponseURL);
    const body = JSON.stringify({
      Status: responseStatus,
      Reason: "See the details in CloudWatch Log Stream: " + context.logStreamName,
      PhysicalResourceId: physicalResourceId || context.logStreamName,
      StackId: event.StackId,
      RequestId: event.RequestId,
      LogicalResourceId: event.LogicalResourceId,
      NoEcho: noEcho || false,
      Data: responseData,
    });
    const transport = require(url.protocol === "https:" ? "https" : "http");
    const headers = { "content-type": "", "content-length": Buffer.byteLength(body) };
    const request = transport.request(url, { method: "PUT", headers }, (response) => {
      response.resume();
      response.on("end", () => {
        if (context.done) context.done();
        resolve();
      });
    });
    request.on("error", (error) => {
      if (context.done) context.done();
      reject(error);
    });
    request.end(body);
  });
};
