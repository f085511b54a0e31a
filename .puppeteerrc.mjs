export default {skipDownload: true};
